// Random documents, filters and sorts for lists: few values, so that they meet; many shapes.
import { id, identOf, time } from './samples.js';

const OTHERS = [
  null,
  0,
  1,
  -1,
  2.5,
  '',
  'x',
  'B',
  true,
  false,
  {},
  { n: 1 },
  [],
  [1, 'x'],
  [{ n: 1 }, { n: 2 }],
  1e300,
];
const TIMES = [0, 1, 2, 3].map(time);
const IDENTS = [
  identOf('ada'),
  identOf('bob'),
  { objectType: 'Agent', account: { homePage: 'http://x', name: 'ada' } },
  { objectType: 'Group', account: { homePage: 'http://y', name: 'ada' } },
  { persona: id('9', 1) },
  { objectType: 'Agent', openid: 'http://o' },
];
const TEXTS = ['', 'a', 'B', 'é', '😀', 'a\u0000b', '"\\', time(1)];

/** Fields that may be there, null or missing, by kind. */
const FIELDS = {
  journey: {
    createdAt: TIMES,
    updatedAt: TIMES,
    description: TEXTS,
    owner: [id('1'), id('2')],
    trackBy: ['actor', 'persona'],
    isActive: [true, false],
    isPublic: [true, false],
    more: OTHERS,
  },
  journeyprogress: {
    createdAt: TIMES,
    updatedAt: TIMES,
    startedAt: TIMES,
    completedAt: TIMES,
    isCompleted: [true, false],
    duration: [0, 1, 2.5, 12133],
    journeyVersion: [1, 2],
    more: OTHERS,
  },
  delivery: { updatedAt: TIMES, createdAt: TIMES, nextAttemptAt: TIMES, attempts: [0, 1, 2], more: OTHERS },
};
/** Fields that are always there. */
const CERTAIN = {
  journey: {},
  journeyprogress: { journey: [id('b', 1), id('b', 2)], owner: IDENTS.map((ident) => ({ trackBy: 'actor', ident })) },
  delivery: {
    journey: [id('b', 1), id('b', 2)],
    outcome: [id('e', 1), id('e', 2)],
    state: ['pending', 'held', 'delivered', 'dead'],
  },
};
const DEEP = [
  'owner.ident.mbox',
  'owner.ident.account.name',
  'owner.ident.persona',
  'owner.ident.openid',
  'owner.ident',
  'owner.ident.account',
  'more.n',
  'more.0',
];

export function documentOf(random, kind, number) {
  const document = { _id: id('c', number), organisation: id('a', 1) };
  for (const [field, values] of Object.entries(CERTAIN[kind])) document[field] = random.of(values);
  for (const [field, values] of Object.entries(FIELDS[kind])) {
    if (random.chance(0.1)) document[field] = null;
    else if (random.chance(0.9)) document[field] = random.of(values);
  }
  return document;
}

export const pathsOf = (kind) => [
  '_id',
  'nothing',
  ...Object.keys(FIELDS[kind]),
  ...Object.keys(CERTAIN[kind]),
  ...DEEP,
];

/** Mostly one that the field may have. */
function valueAt(random, kind, path) {
  if (random.chance(0.1)) return null;
  if (random.chance(0.15)) return random.of(OTHERS);
  if (path === '_id')
    return random.chance(0.2) ? random.of(['c', 'C'.repeat(24), 'f'.repeat(24)]) : id('c', random.below(40));
  if (path === 'owner.ident') return random.of(IDENTS);
  if (path === 'owner.ident.account') return random.of(IDENTS).account ?? null;
  if (path.startsWith('owner.')) return random.of(['ada', 'mailto:ada@example.org', 'http://o', id('9', 1)]);
  return random.of({ ...FIELDS[kind], ...CERTAIN[kind] }[path] ?? OTHERS);
}

const ORDERED = ['$gt', '$gte', '$lt', '$lte'];

function conditionAt(random, kind, path) {
  const value = () => valueAt(random, kind, path);
  const values = () => Array.from({ length: random.below(4) }, value);
  const scalar = (each) => (typeof each === 'object' ? null : each);
  switch (random.below(10)) {
    case 0:
    case 1:
      return value();
    case 2:
      return { $in: values() };
    case 3:
      return { $nin: values() };
    case 4:
      return { $ne: value() };
    case 5:
      return { $exists: random.chance(0.5) };
    case 6:
      return { $not: { [random.of(ORDERED)]: scalar(value()) } };
    case 7:
      return { $gt: scalar(value()), $lte: scalar(value()) };
    case 8:
      return { $eq: value() };
    default:
      return { [random.of(ORDERED)]: value() };
  }
}

export function filterOf(random, kind, depth = 2) {
  const filter = {};
  for (let count = random.below(3); count >= 0; --count) {
    const path = random.of(pathsOf(kind));
    filter[path] = conditionAt(random, kind, path);
  }
  if (depth > 0 && random.chance(0.4)) {
    const inner = () => Array.from({ length: 1 + random.below(3) }, () => filterOf(random, kind, depth - 1));
    filter[random.of(['$and', '$or', '$or', '$nor'])] = inner();
  }
  if (random.chance(0.05)) filter.$comment = 'why';
  return filter;
}

export function sortOf(random, kind) {
  const paths = new Set(Array.from({ length: random.below(3) }, () => random.of(pathsOf(kind))));
  paths.delete('_id');
  return [...paths, '_id'].map((path) => [path, random.chance(0.5) ? 1 : -1]);
}

// Who takes the sample course. Names and addresses are made up; every domain is one of those reserved for examples.

const FIRST =
  `Amara Ana Anders Aoife Arjun Astrid Bao Beatriz Benedikt Camille Carlos Chiamaka Chloé Dariusz Delphine Dmitri
  Ebony Eero Elif Emeka Esther Farah Felix Fiona Gabriel Giulia Grace Hana Haruto Hassan Helena Hugo Ibrahim Inés Ingrid Isaac
  Jamal Jana Jun Kaito Karin Kwame Lars Laila Leïla Liam Lucía Lukas Maja Malik Marta Mateo Mei Mira Mohammed Nadia Naomi Ngozi
  Niamh Noah Olga Omar Oskar Paola Pedro Petra Priya Rafael Ravi Rosa Ruth Saanvi Samuel Sofía Søren Tariq Tereza Thandiwe Tomás
  Yuki`.split(/\s+/);

const LAST =
  `Abbott Achebe Adeyemi Almeida Andersson Bakker Banerjee Barbosa Bauer Bianchi Bjørnstad Boateng Brennan Campbell
  Castillo Chaudhry Chen Costa Dlamini Dubois Eriksen Fernández Fischer Fitzgerald Fontaine Gallagher García Gonçalves Gupta
  Haddad Hansen Hashimoto Hoffmann Horvat Hughes Ito Ivanova Jansen Jovanović Kamau Karlsson Khan Kim Kowalska Krüger Lambert
  Larsen Laurent Lindqvist Lopez MacDonald Mahlangu Martínez Mensah Meyer Moreau Mwangi Nakamura Nguyen Novák Obi Okafor O’Brien
  Okonkwo Olsen Papadopoulos Park Patel Pereira Petrov Quinn Rahman Ricci Rossi Sato Schneider Silva Svensson Tanaka Yılmaz`.split(
    /\s+/,
  );

/** Where learners live, as minutes from UTC; 0 is written `Z`. */
const OFFSETS = [0, 0, 0, 60, 60, 120, 180, 330, 540, -180, -300, -300, -480];

const DOMAINS = ['students.example.edu', 'example.org', 'mail.example.com', 'acme.example.com'];

/**
 * @typedef {object} Person
 * @property {Record<string, unknown>} actor as their statements usually name them
 * @property {Record<string, unknown>} formalActor the same person, named the other way round: a name is not identity
 * @property {number} offset of their clock from UTC, in minutes
 * @property {string} registration the id of their enrolment
 */

/** @param {string} name */
function plain(name) {
  const ascii = name.normalize('NFD').replace(/ø/g, 'o').replace(/ı/g, 'i');
  return ascii.toLowerCase().replace(/[^a-z]/g, '');
}

/**
 * The learner number `index` of a cohort: always the same for a seed, whatever the size of the cohort.
 * @param {import('./random.js').Random} random
 * @param {number} index
 * @param {number} seed
 * @returns {Person}
 */
export function makePerson(random, index, seed) {
  const combinations = FIRST.length * LAST.length;
  // A step without a common divisor visits every combination once before any comes again.
  const combination = (index * 2477 + Math.abs(seed % combinations) * 31) % combinations;
  const first = FIRST[combination % FIRST.length];
  const last = LAST[Math.floor(combination / FIRST.length)];
  const round = Math.floor(index / combinations);
  const login = `${plain(first)}.${plain(last)}${round ? round + 1 : ''}`;
  const identity = makeIdentity(random, login);
  return {
    actor: { objectType: 'Agent', name: `${first} ${last}`, ...identity },
    formalActor: { objectType: 'Agent', ...identity, name: `${last.toUpperCase()}, ${first}` },
    offset: random.pick(OFFSETS),
    registration: random.uuid(),
  };
}

/**
 * Most systems know people by address, some by account; the two rarer kinds of identifier occur too.
 * @param {import('./random.js').Random} random
 * @param {string} login
 */
function makeIdentity(random, login) {
  const kind = random.unit();
  const domain = random.pick(DOMAINS);
  if (kind < 0.82) return { mbox: `mailto:${login}@${domain}` };
  if (kind < 0.93) return { account: { homePage: 'https://sso.example.org', name: login } };
  if (kind < 0.97) return { mbox_sha1sum: Array.from({ length: 5 }, () => random.hex8()).join('') };
  return { openid: `https://id.example.net/${login}` };
}

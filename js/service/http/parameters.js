// Query parameters: one zod schema each, which checks what comes and describes itself in the OpenAPI document.

import { z } from '@hono/zod-openapi';
import { ServiceError } from '../errors.js';
import { toFilter } from '../filters.js';
import { isTooDeep } from '../depth.js';
import { pathFault } from './paths.js';
import { projectionOfNames, projectionOfObject } from './projection.js';
import { sortOfNames, sortOfObject } from './sorting.js';

export const MOST_DOCUMENTS = 1000;
const MOST_SKIPPED = 2 ** 31 - 1;

/** @param {string} text @returns {any} */
function parse(text) {
  if (isTooDeep(Buffer.from(text))) throw new SyntaxError('is nested too deeply');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`is not JSON: ${/** @type {Error} */ (error).message}`, { cause: error });
  }
}

/**
 * A parameter whose text is read by `reading`, which throws where it cannot be read.
 * @template Value
 * @param {(text: string) => Value} reading
 * @param {Record<string, any>} description for OpenAPI
 */
function read(reading, { name, ...description }) {
  const text = z.string().transform((given, context) => {
    try {
      return reading(given);
    } catch (error) {
      context.addIssue({ code: 'custom', message: /** @type {Error} */ (error).message, input: given });
      return z.NEVER;
    }
  });
  return text.optional().openapi({ type: 'string', param: { name, in: 'query' }, ...description });
}

const holdsObject = { contentMediaType: 'application/json', contentSchema: { type: 'object' } };

/** @param {string} name @param {number} least @param {number} most @param {string} description @param {number} [fallback] */
function whole(name, least, most, description, fallback) {
  const number = z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .pipe(z.int().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));
  const described = { type: /** @type {const} */ ('integer'), minimum: least, maximum: most, description };
  return number.optional().openapi({
    ...described,
    ...(fallback !== undefined && { default: fallback }),
    param: { name, in: 'query' },
  });
}

/** @param {string} text */
const names = (text) => (text.trimStart().startsWith('{') ? undefined : text);

/** @param {import('../../engine/index.js').Engine} engine @param {string} name */
function filter(engine, name) {
  const description = 'A MongoDB query, as JSON: which documents are meant.';
  const reading = (/** @type {string} */ text) => {
    try {
      return toFilter(engine, parse(text), name);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new SyntaxError(error.message.replace(new RegExp(`^${name}:? `), ''), { cause: error });
    }
  };
  return read(reading, { name, description, example: '{"isActive":true}', ...holdsObject });
}

/** @param {string} name @param {string} description */
const cursor = (name, description) =>
  z
    .string()
    .min(1, 'must be a cursor')
    .optional()
    .openapi({ param: { name, in: 'query' }, description });

const select = read((text) => (names(text) === undefined ? projectionOfObject(parse(text)) : projectionOfNames(text)), {
  name: 'select',
  description: 'Fields to show (`a,b`), to leave out (`-a`), or either as JSON.',
  example: 'description,-_id',
});

/** @param {import('../../engine/index.js').Engine} engine */
export const countParameters = (engine) => z.strictObject({ query: filter(engine, 'query') });

/** @param {import('../../engine/index.js').Engine} engine */
export const listParameters = (engine) =>
  z.strictObject({
    query: filter(engine, 'query'),
    sort: read((text) => (names(text) === undefined ? sortOfObject(parse(text)) : sortOfNames(text)), {
      name: 'sort',
      description: 'Paths to sort by, `-` before descending ones, or JSON. Default: `_id`.',
      example: '-updatedAt,description',
    }),
    skip: whole('skip', 0, MOST_SKIPPED, 'How many documents to leave out at the beginning.', 0),
    limit: whole('limit', 1, MOST_DOCUMENTS, 'How many documents to answer at most.', 100),
    select,
    distinct: read(
      (text) => {
        const fault = pathFault(text);
        if (fault !== null) throw new SyntaxError(fault);
        return text;
      },
      { name: 'distinct', description: 'A path, `trackBy` for one: answer its different values, and no documents.' },
    ),
  });

export const documentParameters = z.strictObject({ select });

/** @param {import('../../engine/index.js').Engine} engine */
export const connectionParameters = (engine) =>
  z.strictObject({
    sort: read((text) => sortOfObject(parse(text)), {
      name: 'sort',
      description: 'Paths and directions, as a JSON object. Default: `{"_id":1}`. `_id` is added where it is missing.',
      example: '{"updatedAt":-1}',
      ...holdsObject,
    }),
    filter: filter(engine, 'filter'),
    project: read((text) => projectionOfObject(parse(text)), {
      name: 'project',
      description: 'Fields to show or to leave out, as a JSON object.',
      example: '{"description":1}',
      ...holdsObject,
    }),
    hint: z
      .string()
      .optional()
      .openapi({ param: { name: 'hint', in: 'query' }, description: 'Accepted. A hint to the store.' }),
    first: whole('first', 1, MOST_DOCUMENTS, 'How many from the beginning. Default: 10.'),
    last: whole('last', 1, MOST_DOCUMENTS, 'How many from the end.'),
    after: cursor('after', 'Only what comes after this cursor.'),
    before: cursor('before', 'Only what comes before this cursor.'),
  });

export const noParameters = z.strictObject({});
export const anyParameters = z.looseObject({});

export const journeyParameter = z.strictObject({
  journeyId: z
    .string()
    .regex(/^[0-9a-fA-F]{24}$/, 'must be the id of a journey: 24 hexadecimal digits')
    .transform((id) => id.toLowerCase())
    .openapi({
      type: 'string',
      pattern: '^[0-9a-fA-F]{24}$',
      param: { name: 'journeyId', in: 'query', required: true },
      example: '5f0c7a4e9d21000000000001',
    }),
});

export const statementParameter = z.strictObject({
  statementId: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a UUID')
    .transform((id) => id.toLowerCase())
    .openapi({
      type: 'string',
      format: 'uuid',
      param: { name: 'statementId', in: 'query', required: true },
      example: '346cb0a8-368c-4f29-a4f8-ec3565f7a75a',
    }),
});

/** @param {string} name @param {string} description */
const time = (name, description) =>
  z
    .string()
    .refine((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), 'must be a time as in ISO 8601')
    .optional()
    .openapi({ param: { name, in: 'query' }, description, format: 'date-time', example: '2026-01-05T12:00:00.000Z' });

/** @template {string} Word @param {string} name @param {[Word, ...Word[]]} words @param {string} description */
const oneOf = (name, words, description) =>
  z
    .enum(words)
    .optional()
    .openapi({ param: { name, in: 'query' }, description });

/** Those of xAPI that mean something here, or do no harm. @param {number} most */
export const statementsParameters = (most) =>
  z.strictObject({
    limit: whole(
      'limit',
      0,
      MOST_DOCUMENTS,
      `How many statements at most; 0, and what is above ${most}, is ${most}.`,
      0,
    ),
    since: time('since', 'Only what was stored after this time.'),
    until: time('until', 'Only what was stored at this time or before.'),
    ascending: oneOf('ascending', ['true', 'false'], 'Accepted. The order is the store’s own.'),
    attachments: oneOf('attachments', ['true', 'false'], 'Accepted. No attachments are kept.'),
    format: oneOf('format', ['exact'], 'Statements are answered as they came.'),
    after: z
      .string()
      .regex(/^[0-9a-f-]{1,36}$/, 'must come from `more`')
      .optional()
      .openapi({ param: { name: 'after', in: 'query' }, description: 'Where the answer before this one ended.' }),
  });

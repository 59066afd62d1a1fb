// The shapes of documents and answers, for the OpenAPI document. What requests hold is in
// inputs.js. Answers with `select` or `project` may lack any field, which is what `some` says.

import { z } from '@hono/zod-openapi';

const id = z.string().regex(/^[0-9a-f]{24}$/);
const anyId = z.string().regex(/^[0-9a-fA-F]{24}$/);
const time = z.string().openapi({ format: 'date-time', example: '2026-01-05T12:00:00.000Z' });
const anything = z.record(z.string(), z.unknown());

/** @typedef {Record<string, import('zod').ZodType>} Shape */

/** @param {boolean} some @param {Shape} shape */
const object = (some, shape) => (some ? z.looseObject(shape).partial() : z.looseObject(shape));

/** @param {boolean} some */
const owner = (some) => object(some, { trackBy: z.enum(['actor', 'persona']), ident: anything });

/** @param {boolean} some */
const waypoint = (some) =>
  object(some, {
    _id: id,
    description: z.string(),
    isActive: z.boolean(),
    conditions: z.string().openapi({ description: 'A MongoDB query over statement records, as JSON.' }),
    count: z.int(),
    order: z.int(),
  });

/** @param {boolean} some */
const outcome = (some) =>
  object(some, {
    _id: id,
    description: z.string(),
    isActive: z.boolean(),
    type: z.enum(['callback', 'statement']),
    callback: z.string().optional(),
    tripCount: z.int(),
    deactivatedAt: time.nullable(),
  });

const recalculateStatus = z.looseObject({
  pushing: z.boolean().optional(),
  inProgress: z.boolean().optional(),
  totalCount: z.int().optional(),
  remainingCount: z.int().optional(),
  recalculatedAt: time.nullish(),
  cancelledAt: time.nullish(),
});

/** @param {boolean} some */
const journey = (some) =>
  object(some, {
    _id: id,
    organisation: id,
    owner: id.optional(),
    createdAt: time,
    updatedAt: time,
    __v: z.int(),
    version: z.int(),
    description: z.string(),
    isActive: z.boolean(),
    sources: z.array(anyId).optional(),
    waypoints: z.array(waypoint(some)),
    outcomes: z.array(outcome(some)),
    isSequential: z.boolean(),
    isRepeatable: z.boolean(),
    isPublic: z.boolean(),
    trackBy: z.enum(['actor', 'persona']),
    recalculateStatus: recalculateStatus.optional(),
  });

/** @param {boolean} some */
const waypointProgress = (some) =>
  object(some, {
    waypoint: id,
    order: z.int(),
    isCompleted: z.boolean(),
    completedAt: time.optional(),
    statements: z.array(object(some, { statement: z.string(), timestamp: time })),
  });

/** @param {boolean} some */
const progress = (some) =>
  object(some, {
    _id: id,
    journey: id,
    organisation: id,
    createdAt: time,
    updatedAt: time,
    journeyVersion: z.int(),
    owner: owner(some),
    startedAt: time.nullable(),
    isCompleted: z.boolean(),
    completedAt: time.nullable(),
    duration: z.number().nullable().openapi({ description: 'In milliseconds.' }),
    pendingProgress: z.record(z.string(), waypointProgress(some)),
    completions: z.array(
      object(some, {
        waypoints: z.record(z.string(), waypointProgress(some)),
        completedAt: time,
        isCompleted: z.literal(true),
      }),
    ),
  });

/** @param {boolean} some */
const delivery = (some) =>
  object(some, {
    _id: id,
    organisation: id,
    journey: id,
    outcome: id,
    owner: owner(some),
    attempt: z.int(),
    type: z.enum(['callback', 'statement']),
    state: z.enum(['pending', 'held', 'delivered', 'dead']),
    createdAt: time,
    updatedAt: time,
    attempts: z.int(),
    tries: z.int(),
    nextAttemptAt: time.nullable(),
    lastStatus: z.int().nullable(),
    lastError: z.string().nullable(),
    deliveredAt: time.nullable(),
  });

/** By kind: a whole document, and some fields of one. */
export const DOCUMENTS = {
  journey: { whole: journey(false).openapi('Journey'), some: journey(true).openapi('SomeOfJourney') },
  journeyprogress: {
    whole: progress(false).openapi('JourneyProgress'),
    some: progress(true).openapi('SomeOfJourneyProgress'),
  },
  delivery: { whole: delivery(false).openapi('Delivery'), some: delivery(true).openapi('SomeOfDelivery') },
};

export const journeyWritten = journey(false)
  .extend({
    warnings: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'What is legal but surely unmeant.' }),
  })
  .openapi('WrittenJourney');

export const errorBody = z
  .object({
    name: z.string(),
    message: z.string(),
    errors: z
      .record(z.string(), z.object({ path: z.string(), message: z.string(), value: z.unknown().optional() }))
      .optional()
      .openapi({ description: 'Every fault, by its path.' }),
  })
  .openapi('Error', { example: { name: 'NotFoundError', message: 'there is no journey 5f0c7a4e9d21000000000001' } });

export const count = z.object({ count: z.int() }).openapi('Count');

/** @param {import('zod').ZodType} node @param {string} name */
export const connectionOf = (node, name) =>
  z
    .object({
      edges: z.array(z.object({ cursor: z.string(), node })),
      pageInfo: z.object({
        hasNextPage: z.boolean(),
        hasPreviousPage: z.boolean(),
        startCursor: z.string().nullable(),
        endCursor: z.string().nullable(),
      }),
    })
    .openapi(name);

export const statementIds = z.array(z.uuid()).openapi('StatementIds');
export const statementResult = z
  .object({
    statements: z.array(anything).openapi({ description: 'As they came.' }),
    more: z.string().openapi({ description: 'Where the answer goes on; empty at its end.' }),
  })
  .openapi('StatementResult');
export const recalculated = z.object({ journey: DOCUMENTS.journey.whole }).openapi('RecalculatedJourney');
export const health = z.object({ status: z.literal('ok') }).openapi('Health');
export const welcome = z.object({ name: z.string(), documentation: z.string() }).openapi('Welcome');
export const openApiDocument = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) });

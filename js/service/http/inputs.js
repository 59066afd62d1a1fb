// The shapes of what is sent, for the OpenAPI document. What a journey has to be, the engine decides, and what a statement,
// js/service/received.js: here it is described.

import { z } from '@hono/zod-openapi';

const anything = z.record(z.string(), z.unknown());
const anyId = z.string().regex(/^[0-9a-fA-F]{24}$/);

const conditions = z.union([z.string(), anything]).openapi({
  description: 'A MongoDB query over statement records, as JSON or as a string that holds JSON.',
  example: { 'statement.verb.id': 'http://adlnet.gov/expapi/verbs/completed' },
});

const waypointInput = z.strictObject({
  _id: anyId.optional(),
  description: z.string().optional(),
  isActive: z.boolean().optional(),
  conditions,
  count: z.int().min(1).max(1_000_000_000).optional(),
  order: z.int().optional(),
});

const outcomeInput = {
  _id: anyId.optional(),
  description: z.string().optional(),
  isActive: z.boolean().optional(),
  tripCount: z.unknown().optional(),
  deactivatedAt: z.unknown().optional(),
};
const url = z.string().openapi({ pattern: '^https?://', example: 'https://example.org/done' });

/** May be sent back as they were answered, and are the server's nevertheless. */
const ignored = ['organisation', 'owner', 'updatedAt', 'version', 'recalculateStatus', 'warnings', 'id'];

/** What a client may send of a journey. */
const journeyInput = z
  .strictObject({
    _id: anyId.optional(),
    createdAt: z
      .unknown()
      .optional()
      .openapi({ description: 'An ISO 8601 time: kept on creating, ignored after that.' }),
    description: z.string().optional(),
    isActive: z.boolean().optional(),
    sources: z.array(anyId).max(10_000).optional(),
    waypoints: z.array(waypointInput).max(1000).optional(),
    outcomes: z
      .array(
        z.union([
          z.strictObject({ ...outcomeInput, type: z.literal('callback').optional(), callback: url }),
          z.strictObject({ ...outcomeInput, type: z.literal('statement'), callback: url.optional() }),
        ]),
      )
      .max(100)
      .optional(),
    isSequential: z.boolean().optional(),
    isRepeatable: z.boolean().optional(),
    isPublic: z.boolean().optional(),
    trackBy: z.enum(['actor', 'persona']).optional(),
    __v: z.int().optional().openapi({ description: 'Refused with 409 where the journey has moved on from it.' }),
    ...Object.fromEntries(ignored.map((name) => [name, z.unknown().optional()])),
    queryHint: z.unknown().optional(),
    sendCompletedStatement: z.unknown().optional(),
    sendCompletedStatementClients: z.unknown().optional(),
  })
  .openapi('JourneyInput', {
    description: 'Fields that only the server sets may be sent back: they are ignored.',
    example: {
      description: 'Complete the course',
      waypoints: [
        { description: 'completed', conditions: '{"statement.verb.id":"http://adlnet.gov/expapi/verbs/completed"}' },
      ],
    },
  });

const statementInput = z
  .looseObject({
    id: z.uuid().optional(),
    actor: anything,
    verb: z.looseObject({ id: z.string() }),
    object: anything,
    timestamp: z.string().optional().openapi({ format: 'date-time' }),
  })
  .openapi('Statement', {
    description: 'An xAPI statement.',
    example: {
      id: '346cb0a8-368c-4f29-a4f8-ec3565f7a75a',
      actor: { mbox: 'mailto:ana@example.org' },
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
      object: { id: 'http://example.org/course' },
      timestamp: '2026-01-05T12:00:00Z',
    },
  });

const statementsInput = z.union([statementInput, z.array(statementInput)]).openapi('Statements');

/** What requests hold: components of the document, by name, since other parts than zod judge them. */
export const INPUTS = {
  JourneyInput: journeyInput,
  Statement: statementInput,
  Statements: statementsInput,
  Multipart: z.string().openapi({ description: 'The first part holds the statements, as application/json.' }),
};

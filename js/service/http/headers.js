// Headers and path parameters, each as a zod schema: see parameters.js.

import { z } from '@hono/zod-openapi';

/** Which versions of xAPI are spoken here. */
export const versionHeader = z.object({
  'X-Experience-API-Version': z
    .string()
    .regex(/^(1\.0|2\.0)(\.\d{1,4})?$/, 'must be 1.0.x or 2.0.x')
    .optional()
    .openapi({ param: { name: 'X-Experience-API-Version', in: 'header' }, example: '1.0.3' }),
});

/** A malformed id is that of no document: the answer is 404, which is why nothing is checked here. */
export const idInPath = z.object({
  id: z
    .string()
    .openapi({ param: { name: 'id', in: 'path' }, pattern: '^[0-9a-fA-F]{24}$', example: '5f0c7a4e9d21000000000001' }),
});

const tags = (/** @type {string} */ name, /** @type {string} */ description) =>
  z
    .string()
    .optional()
    .openapi({ param: { name, in: 'header' }, description });

export const ifNoneMatch = z.object({
  'If-None-Match': tags('If-None-Match', 'Entity tags: answers 304 where the document is still one of these.'),
});

export const ifMatch = z.object({
  'If-Match': tags('If-Match', 'Entity tags, or `*`: answers 409 where the document is none of these any more.'),
});

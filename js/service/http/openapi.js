// The OpenAPI document: made of what checks the requests (routes.js), once.

import { INPUTS } from './inputs.js';

const DESCRIPTION = `Learners' progress through journeys over xAPI statements. Every request but the health check and the
page at \`/\` names a client, by HTTP Basic: its key and its secret. Letter case in \`journeyprogress\` and the like does not
matter, nor does a slash at the end. Errors are \`{name, message, errors?}\`.`;

/** @param {import('@hono/zod-openapi').OpenAPIHono<any>} app @returns {() => object} */
export function describeApp(app) {
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'basic', { type: 'http', scheme: 'basic' });
  for (const [name, schema] of Object.entries(INPUTS)) registry.register(name, schema);
  /** @type {object | undefined} */
  let document;
  return () =>
    (document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'xapi-journeys', version: '2', description: DESCRIPTION.replaceAll('\n', ' ') },
      servers: [{ url: '/' }],
    }));
}

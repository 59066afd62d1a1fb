// Mounts a path: its methods, each with what it takes and answers, and 405 for the rest. What is told here is both what
// checks requests and what the OpenAPI document says, so the two cannot differ.

import { ServiceError } from '../errors.js';
import { errorsOf, toResponse } from './answer-types.js';
import { noParameters } from './parameters.js';

/**
 * @typedef {import('hono').Context} HonoContext
 * @typedef {import('../service.js').Caller} Caller
 * @typedef {object} Asked what a handler gets
 * @property {Request} request
 * @property {Caller} caller nobody on public routes
 * @property {Record<string, string>} params
 * @property {Record<string, any>} query checked and read
 *
 * @typedef {object} Method
 * @property {string} summary
 * @property {string} [description]
 * @property {string} tag
 * @property {string} operationId
 * @property {import('zod').ZodObject<any>} [query] without it no parameters are taken
 * @property {import('zod').ZodObject<any>} [params]
 * @property {import('zod').ZodObject<any>} [headers]
 * @property {Record<string, string>} [body] by media type: the name of a component
 * @property {Record<number, import('./answer-types.js').Answer>} answers
 * @property {number[]} [errors] those of its own: others are every route's
 * @property {boolean} [isPublic] nobody is asked who they are
 * @property {(asked: Asked) => Response | Promise<Response>} handle
 */

/** What the handler of a path's other methods answers to. */
const ANY = 'ALL';

export class Routes {
  /**
   * @param {import('@hono/zod-openapi').OpenAPIHono<any>} app
   * @param {(request: Request) => Promise<Caller>} authenticate
   */
  constructor(app, authenticate) {
    this.app = app;
    this.authenticate = authenticate;
  }

  /** @param {string} path as OpenAPI writes it @param {Partial<Record<'get' | 'post' | 'put' | 'patch' | 'delete', Method>>} methods */
  at(path, methods) {
    const isPublic = Object.values(methods).some((method) => method.isPublic);
    const guards = isPublic ? [] : [this.#guard];
    for (const [name, method] of Object.entries(methods)) {
      const route = { ...describe(name, path, method), middleware: guards };
      this.app.openapi(/** @type {any} */ (route), /** @type {any} */ (handlerOf(method)));
    }
    const allowed = Object.keys(methods).flatMap((name) => (name === 'get' ? ['GET', 'HEAD'] : [name.toUpperCase()]));
    const Allow = allowed.join(', ');
    this.app.on(ANY, [path.replaceAll(/\{(\w+)\}/g, ':$1')], ...guards, (c) => {
      throw new ServiceError(405, `${c.req.method} is not for ${c.req.path}: use ${Allow}`, { headers: { Allow } });
    });
  }

  /** @param {HonoContext} c @param {() => Promise<void>} next */
  #guard = async (c, next) => {
    c.set('caller', await this.authenticate(c.req.raw));
    await next();
  };
}

/** @param {Method} method @returns {(c: HonoContext) => Response | Promise<Response>} */
const handlerOf = (method) => (c) =>
  method.handle({
    request: c.req.raw,
    caller: c.get('caller'),
    params: c.req.param(),
    query: /** @type {any} */ (c.req.valid(/** @type {never} */ ('query'))),
  });

/** As zod-openapi takes it. @param {string} name @param {string} path @param {Method} method */
function describe(name, path, method) {
  const { summary, description, tag, operationId, isPublic, body, query, params, headers } = method;
  const content = Object.entries(body ?? {}).map(([type, component]) => {
    return [type, { schema: { $ref: `#/components/schemas/${component}` } }];
  });
  const answers = Object.entries({ ...errorsOf(method), ...method.answers });
  return {
    ...{ method: name, path, summary, operationId, tags: [tag] },
    ...(description && { description }),
    security: isPublic ? [] : [{ basic: [] }],
    request: {
      query: query ?? noParameters,
      ...(params && { params }),
      ...(headers && { headers }),
      ...(body && { body: { required: true, content: Object.fromEntries(content) } }),
    },
    responses: Object.fromEntries(answers.map(([status, answer]) => [status, toResponse(answer)])),
  };
}

/**
 * Faults in parameters and headers, each under its name.
 * @param {{success: boolean, error?: any, target?: string}} result of a zod validator
 */
export function refuseFaults({ success, error, target }) {
  if (success) return;
  /** A map, since names come from outside: `__proto__`, for one. @type {Map<string, {path: string, message: string}>} */
  const faults = new Map();
  for (const issue of error.issues) {
    const isUnknown = issue.code === 'unrecognized_keys';
    const message = isUnknown ? 'there is no such parameter' : messageOf(issue);
    for (const path of isUnknown ? issue.keys : [issue.path.map(String).join('.')]) {
      if (!faults.has(path)) faults.set(path, { path, message });
    }
  }
  const [{ path, message }] = faults.values();
  const kind = target === 'header' ? 'header' : 'parameter';
  throw new ServiceError(400, `${kind} ${path}: ${message}`, { errors: Object.fromEntries(faults) });
}

/** @param {any} issue */
function messageOf({ code, message, path, input }) {
  if (code !== 'invalid_type' || path.length === 0) return message;
  return Array.isArray(input) || /received array/.test(message) ? 'is given more than once' : 'is missing';
}

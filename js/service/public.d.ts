// The public interface of `xapi-journeys/service`.

import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Client } from '../stores/store.js';
import type { Context, Page, Service, ServiceOptions } from './service.js';

export type * from './service.js';
export type { Source, SourcePage, SourceReader, Taken } from '../stores/source.js';
export type { Client, Delivery, Document, Store } from '../stores/store.js';

/** Makes a service; on a store in memory, unless `openStore` opens another. */
export function createService(options?: ServiceOptions): Promise<Service>;

/** The service as a listener for Node's http, and so for Express, Fastify and the like. */
export function nodeListener(
  service: Pick<Service, 'fetch'>,
): RequestListener & ((request: IncomingMessage, response: ServerResponse) => Promise<void>);

/** A server for it, which lets no slow client hold it up. Times are in milliseconds. */
export function createNodeServer(
  service: Pick<Service, 'fetch'>,
  limits?: { headersTimeout?: number; requestTimeout?: number; keepAliveTimeout?: number },
): Server;

/** The preview page, for createService(): the built files of the package, or of another folder. Nothing where there are none. */
export function openPage(folder?: URL): Promise<Page | undefined>;

export interface NewClient {
  title?: string;
  /** Default: a new one. */
  organisation?: string;
  /** Default: `['all']`. */
  scopes?: string[];
  /** The owner of the journeys that it creates. */
  user?: string | null;
  /** The store that its statements belong to. */
  lrs_id?: string | null;
  /** May say of each statement record which store it is of. */
  isTrusted?: boolean;
  /** Default: random. */
  key?: string;
  secret?: string;
}

/** Makes a client. Its secret is told here and never again. @throws ServiceError 400 */
export function createClient(
  context: Pick<Context, 'store' | 'clock' | 'newId'>,
  wanted?: NewClient,
): Promise<{ client: Client; secret: string }>;

/** What the service answers instead of what was asked for. */
export class ServiceError extends Error {
  status: number;
  errors?: Record<string, { path: string; message: string; value?: unknown }>;
}

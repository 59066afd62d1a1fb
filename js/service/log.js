// Logs as JSON lines by pino, without secrets: fields that could hold one are cut out wherever they stand.

import pino from 'pino';

const SECRETS = ['authorization', 'secret', 'password', 'signingSecret', 'body', 'record', 'cookie'];
const PATHS = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** @param {{level?: string}} [options] @returns {import('./service.js').Log} */
export const createLog = ({ level = 'info' } = {}) =>
  pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.err },
    redact: { paths: PATHS, censor: '[redacted]' },
  });

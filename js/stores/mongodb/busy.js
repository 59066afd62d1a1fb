// Tells that the database cannot be reached, or takes too long, from everything else that can go wrong with it. The driver
// has tried again by then what can be tried again.

import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { StoreBusyError } from '../errors.js';

/** What servers answer while they start, stop, elect another, or give a command up (MongoDB's error_codes.yml). */
const CODES = new Set([
  ...[6, 7, 89, 9001], // HostUnreachable, HostNotFound, NetworkTimeout, SocketException
  ...[24, 46, 50, 202, 262], // LockTimeout, LockBusy, MaxTimeMSExpired, NetworkInterfaceExceededTimeLimit, ExceededTimeLimit
  ...[64, 79, 112, 134], // WriteConcernFailed, UnknownReplWriteConcern, WriteConflict, ReadConcernMajorityNotAvailableYet
  ...[150, 365, 13388], // StaleEpoch, TemporarilyUnavailable, StaleConfig
  ...[43, 175, 237], // CursorNotFound, QueryPlanKilled, CursorKilled: the server has gone and come back
  ...[91, 11600, 11601, 11602], // ShutdownInProgress, InterruptedAtShutdown, Interrupted, InterruptedDueToReplStateChange
  ...[133, 189, 10058, 10107, 13435, 13436], // no node, or none that may write
]);

/** DuplicateKey (MongoDB's error_codes.yml). */
const DUPLICATE = 11000;

/** No connection was to be had. By name, because the driver does not show every one of them. */
const NAMES = new Set([
  'MongoWaitQueueTimeoutError',
  'MongoPoolClosedError',
  'MongoServerClosedError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
]);

/** What ended a bulk write, which the driver wraps whatever it is. @param {MongoBulkWriteError} error @returns {any[]} */
function causesOf(error) {
  const { errorResponse, result } = /** @type {any} */ (error);
  return [errorResponse, result?.getWriteConcernError?.()].filter((cause) => cause && cause !== error);
}

/** @param {any} error @returns {boolean} */
export function isAway(error) {
  if (error instanceof MongoBulkWriteError && causesOf(error).some(isAway)) return true;
  if (!(error instanceof MongoError)) return CODES.has(error?.code);
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoOperationTimeoutError || NAMES.has(error.name)) return true;
  return CODES.has(/** @type {any} */ (error.code)) || error.hasErrorLabel('RetryableWriteError');
}

/** Whether somebody else was quicker to insert what has the same key. @param {unknown} error */
export const isDuplicate = (error) => error instanceof MongoServerError && error.code === DUPLICATE;

/** Whether a server that is there does not take a command as it is. @param {unknown} error */
export const isRefused = (error) => error instanceof MongoServerError && !isAway(error);

/**
 * @template Result
 * @param {() => Promise<Result>} action
 * @returns {Promise<Result>}
 * @throws {StoreBusyError} where the database is away, or slower than it may be
 */
export async function whenReached(action) {
  try {
    return await action();
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new StoreBusyError('the database cannot be reached, or takes too long', { cause: error });
  }
}

// Keeps the records that callbacks will quote. There may be more of them than memory holds, so they wait in a temporary
// file; memory keeps where each stands.

import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFailure } from './failure.js';

const BUFFER = 1 << 20;
const LENGTH_BYTES = 4;

/** A temporary file of records, found by the reference that progress lists. */
export class Spool {
  constructor() {
    const directory = mkdtempSync(join(tmpdir(), 'xapi-journeys-'));
    this.file = openSync(join(directory, 'records'), 'w+', 0o600);
    // The open file lives on without a name: whatever ends this process, nothing is left behind. Where the system does not
    // allow that, close() removes it.
    this.directory = remove(directory) ? '' : directory;
    this.buffer = Buffer.allocUnsafe(BUFFER);
    this.used = 0;
    this.written = 0;
    /** Where the copies of a record stand: mostly there is one. @type {Map<string, number | number[]>} */
    this.places = new Map();
  }

  /**
   * @param {string} reference
   * @param {Uint8Array} bytes copied
   */
  keep(reference, bytes) {
    const place = this.written + this.used;
    const earlier = this.places.get(reference);
    if (earlier === undefined) this.places.set(reference, place);
    else if (typeof earlier === 'number') this.places.set(reference, [earlier, place]);
    else earlier.push(place);

    if (this.used + LENGTH_BYTES + bytes.length > BUFFER) this.flush();
    if (LENGTH_BYTES + bytes.length > this.buffer.length) this.buffer = Buffer.allocUnsafe(LENGTH_BYTES + bytes.length);
    this.used = this.buffer.writeUInt32LE(bytes.length, this.used);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
  }

  /**
   * All copies of a record, in an order that does not depend on their arrival.
   * @param {string} reference
   * @returns {Buffer[]}
   */
  recordsOf(reference) {
    this.flush();
    const places = this.places.get(reference) ?? [];
    const copies = [places].flat().map((place) => this.read(place));
    return copies.sort(Buffer.compare).filter((copy, index) => index === 0 || !copy.equals(copies[index - 1]));
  }

  /** @param {number} place */
  read(place) {
    const length = Buffer.allocUnsafe(LENGTH_BYTES);
    readSync(this.file, length, 0, LENGTH_BYTES, place);
    const bytes = Buffer.allocUnsafe(length.readUInt32LE(0));
    readSync(this.file, bytes, 0, bytes.length, place + LENGTH_BYTES);
    return bytes;
  }

  flush() {
    try {
      for (let done = 0; done < this.used;) {
        const size = writeSync(this.file, this.buffer, done, this.used - done, this.written);
        done += size;
        this.written += size;
      }
    } catch (error) {
      throw fileFailure('write', `a temporary file in ${tmpdir()}`, error);
    }
    this.used = 0;
  }

  close() {
    closeSync(this.file);
    if (this.directory) remove(this.directory);
  }
}

/** @param {string} directory */
function remove(directory) {
  try {
    rmSync(directory, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

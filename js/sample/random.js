// Random numbers that are the same everywhere and every time: the sample cohort has to be reproducible to the byte, so
// nothing in this folder may use Math.random or the clock. The generator is Chris Doty-Humphrey's sfc32.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A seeded stream of random numbers. */
export class Random {
  /** @param {...number} seeds any integers; the same ones give the same numbers */
  constructor(...seeds) {
    this.a = 0x9e3779b9;
    this.b = 0x243f6a88;
    this.c = 0xb7e15162;
    this.counter = 1;
    for (const seed of seeds) {
      this.a ^= seed | 0;
      this.b ^= Math.floor(seed / 2 ** 32) | 0;
      for (let round = 0; round < 12; round++) this.bits();
    }
  }

  /** 32 random bits. */
  bits() {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  unit() {
    return this.bits() / 2 ** 32;
  }

  /**
   * A number from `low` (inclusive) to `high` (exclusive).
   * @param {number} low
   * @param {number} high
   */
  between(low, high) {
    return low + (high - low) * this.unit();
  }

  /**
   * A whole number from `low` to `high`, both inclusive.
   * @param {number} low
   * @param {number} high
   */
  whole(low, high) {
    return Math.floor(this.between(low, high + 1));
  }

  /**
   * True in a share `probability` of all calls.
   * @param {number} probability
   */
  chance(probability) {
    return this.unit() < probability;
  }

  /**
   * One of a list.
   * @template T
   * @param {readonly T[]} list
   * @returns {T}
   */
  pick(list) {
    return list[Math.floor(this.unit() * list.length)];
  }

  /** Eight hexadecimal digits. */
  hex8() {
    const bits = this.bits();
    return HEX[bits >>> 24] + HEX[(bits >>> 16) & 255] + HEX[(bits >>> 8) & 255] + HEX[bits & 255];
  }

  /** A UUID of version 4 (RFC 9562, 5.4). */
  uuid() {
    const second = this.hex8();
    const third = this.hex8();
    const variant = '89ab'[this.bits() >>> 30];
    const version = `4${second.slice(5)}`;
    return `${this.hex8()}-${second.slice(0, 4)}-${version}-${variant}${third.slice(1, 4)}-${third.slice(4)}${this.hex8()}`;
  }
}

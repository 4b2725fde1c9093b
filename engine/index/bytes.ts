// Reading and writing of the integers and strings that a segment is made of. Little-endian; varints
// are LEB128, exact up to 2^53. Readers throw CorruptIndexError rather than run past their bytes.

import { CorruptIndexError, REPAIR } from '../errors.ts';

/** A growing buffer. */
export interface ByteWriter {
  readonly length: number;
  byte(value: number): void;
  varint(value: number): void;
  u32(value: number): void;
  u64(value: number): void;
  bytes(value: Uint8Array): void;
  /** UTF-16 units of `text` from `from`: ASCII one byte, U+3000-U+AFFE two, the rest four. */
  units(text: string, from: number): void;
  /** The same of UTF-16 units in an array. */
  codes(units: Uint16Array, from: number, to: number): void;
  /** A view of what was written; valid until the next write. */
  view(): Uint8Array;
  reset(): void;
}

const COMMON_BASE = 0x3000;
const ESCAPE = 0x7fff;

export function createByteWriter(capacity = 1024): ByteWriter {
  let buffer = new Uint8Array(capacity);
  let length = 0;
  const reserve = (extra: number): void => {
    if (length + extra <= buffer.length) return;
    const grown = new Uint8Array(Math.max(buffer.length * 2, length + extra));
    grown.set(buffer.subarray(0, length));
    buffer = grown;
  };
  const put = (unit: number): void => {
    if (unit < 128) {
      buffer[length++] = unit;
      return;
    }
    const common = unit - COMMON_BASE;
    const value = common >= 0 && common < ESCAPE ? common : ESCAPE;
    buffer[length++] = 128 | (value >>> 8);
    buffer[length++] = value;
    if (value === ESCAPE) {
      buffer[length++] = unit >>> 8;
      buffer[length++] = unit;
    }
  };
  return {
    get length() {
      return length;
    },
    byte(value) {
      reserve(1);
      buffer[length++] = value;
    },
    varint(value) {
      reserve(8);
      let rest = value;
      while (rest > 0x7fffffff) {
        buffer[length++] = (rest % 128) | 128;
        rest = Math.floor(rest / 128);
      }
      while (rest > 127) {
        buffer[length++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      buffer[length++] = rest;
    },
    u32(value) {
      reserve(4);
      buffer[length++] = value;
      buffer[length++] = value >>> 8;
      buffer[length++] = value >>> 16;
      buffer[length++] = value >>> 24;
    },
    u64(value) {
      this.u32(value % 0x100000000);
      this.u32(Math.floor(value / 0x100000000));
    },
    bytes(value) {
      reserve(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    units(text, from) {
      reserve((text.length - from) * 4);
      for (let i = from; i < text.length; i++) put(text.charCodeAt(i));
    },
    codes(units, from, to) {
      reserve((to - from) * 4);
      for (let i = from; i < to; i++) put(units[i]);
    },
    view: () => buffer.subarray(0, length),
    reset() {
      length = 0;
    },
  };
}

/** A position in bytes, moved by each read. */
export interface ByteReader {
  position: number;
  readonly end: number;
  byte(): number;
  varint(): number;
  u32(): number;
  u64(): number;
  bytes(length: number): Uint8Array;
  /** `count` UTF-16 units as written by ByteWriter.units. */
  units(count: number): string;
}

/** @param name what the bytes are, for the message of a CorruptIndexError */
export function createByteReader(buffer: Uint8Array, name: string, start = 0, end = buffer.length): ByteReader {
  const overrun = (): never => {
    throw new CorruptIndexError(`${name} ends too early: its bytes are damaged; ${REPAIR}`);
  };
  const codes: number[] = [];
  return {
    position: start,
    end,
    byte() {
      if (this.position >= end) overrun();
      return buffer[this.position++];
    },
    varint() {
      let value = 0;
      let scale = 1;
      for (;;) {
        if (this.position >= end || scale > 2 ** 49) overrun();
        const byte = buffer[this.position++];
        value += (byte & 127) * scale;
        if (byte < 128) return value;
        scale *= 128;
      }
    },
    u32() {
      if (this.position + 4 > end) overrun();
      const p = this.position;
      this.position += 4;
      return (buffer[p] | (buffer[p + 1] << 8) | (buffer[p + 2] << 16) | (buffer[p + 3] << 24)) >>> 0;
    },
    u64() {
      const low = this.u32();
      return low + this.u32() * 0x100000000;
    },
    bytes(length) {
      if (this.position + length > end) overrun();
      this.position += length;
      return buffer.subarray(this.position - length, this.position);
    },
    units(count) {
      codes.length = 0;
      for (let i = 0; i < count; i++) {
        const first = this.byte();
        if (first < 128) {
          codes.push(first);
          continue;
        }
        const value = ((first & 127) << 8) | this.byte();
        codes.push(value === ESCAPE ? (this.byte() << 8) | this.byte() : value + COMMON_BASE);
      }
      return count < 1000 ? String.fromCharCode.apply(null, codes) : codes.map((c) => String.fromCharCode(c)).join('');
    },
  };
}

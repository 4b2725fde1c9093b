// A stream of bits for codes that are not whole bytes long: least significant bit first, the last byte filled up
// with zeros. Gamma codes are Elias's (1975), Golomb codes with powers of two Rice's (1971), both with their unary
// part as zeros ended by a one. A reader past its end sees zeros and says so; it never reads on without end.

/** A growing stream of bits. */
export interface BitWriter {
  /** Bits written. */
  readonly length: number;
  /** The low `width` bits of `value`; width at most 32. */
  write(value: number, width: number): void;
  /** `zeros` zeros and a one. */
  unary(zeros: number): void;
  /** An integer of 1 to 2^31: small ones are short. */
  gamma(value: number): void;
  /** An integer of 0 to 2^32 - 1, short around 2^k; k at most 31. */
  rice(value: number, k: number): void;
  /** A view of the bytes; valid until the next write. */
  view(): Uint8Array;
  reset(): void;
}

/** Most bits that are written at once: with what a started byte holds they fit 32. */
const STORE = 24;

export function createBitWriter(capacity = 1024): BitWriter {
  let buffer = new Uint8Array(capacity);
  let length = 0;
  /** Write at most STORE bits. Every byte from the last one on is assigned, so what it held does not matter. */
  const store = (value: number, width: number): void => {
    const at = length >>> 3;
    if (at + 4 > buffer.length) {
      const grown = new Uint8Array(buffer.length * 2 + 4);
      grown.set(buffer);
      buffer = grown;
    }
    const word = value << (length & 7);
    buffer[at] |= word;
    buffer[at + 1] = word >>> 8;
    buffer[at + 2] = word >>> 16;
    buffer[at + 3] = word >>> 24;
    length += width;
  };
  const write = (value: number, width: number): void => {
    if (width <= STORE) store(value & ((1 << width) - 1), width);
    else {
      store(value & ((1 << STORE) - 1), STORE);
      store((value >>> STORE) & ((1 << (width - STORE)) - 1), width - STORE);
    }
  };
  const unary = (zeros: number): void => {
    let left = zeros;
    for (; left >= STORE; left -= STORE) store(0, STORE);
    store(1 << left, left + 1);
  };
  return {
    get length() {
      return length;
    },
    write,
    unary,
    gamma(value) {
      const below = 31 - Math.clz32(value);
      if (2 * below < STORE) store((((value - (1 << below)) << 1) | 1) << below, 2 * below + 1);
      else {
        unary(below);
        write(value, below);
      }
    },
    rice(value, k) {
      const zeros = Math.floor(value / 2 ** k);
      if (zeros + k < STORE) store((((value & ((1 << k) - 1)) << 1) | 1) << zeros, zeros + 1 + k);
      else {
        unary(zeros);
        write(value, k);
      }
    },
    view: () => buffer.subarray(0, Math.ceil(length / 8)),
    reset() {
      length = 0;
      buffer[0] = 0;
    },
  };
}

/** A position in a stream of bits, moved by each read. Plain data and functions: a query opens hundreds of them. */
export interface BitReader {
  readonly bytes: Uint8Array;
  /** Bits from the start. */
  position: number;
}

export const createBitReader = (bytes: Uint8Array): BitReader => ({ bytes, position: 0 });

/** More was read than is there: the values read last mean nothing. */
export const isOverrun = ({ bytes, position }: BitReader): boolean => position > bytes.length * 8;

/** Bits that one look at four bytes gives, wherever in a byte it starts. */
const LOOK = 25;
const LOOK_MASK = (1 << LOOK) - 1;

/** The LOOK bits at a position, zeros behind the end. */
function look(bytes: Uint8Array, position: number): number {
  const at = position >>> 3;
  const word =
    at + 4 <= bytes.length
      ? bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
      : lastBytes(bytes, at);
  return (word >>> (position & 7)) & LOOK_MASK;
}

function lastBytes(bytes: Uint8Array, from: number): number {
  let word = 0;
  for (let i = from; i < bytes.length; i++) word |= bytes[i] << (8 * (i - from));
  return word;
}

/** Number of the lowest bit that is set. */
const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

/** `width` bits, at most 32, as an unsigned integer. */
export function readBits(input: BitReader, width: number): number {
  if (width > LOOK) return readBits(input, LOOK) + readBits(input, width - LOOK) * 2 ** LOOK;
  const value = look(input.bytes, input.position) & ((1 << width) - 1);
  input.position += width;
  return value;
}

export function readUnary(input: BitReader): number {
  const end = input.bytes.length * 8;
  for (let zeros = 0; input.position < end; zeros += LOOK) {
    const word = look(input.bytes, input.position);
    if (word !== 0) {
      const more = lowestBit(word);
      input.position += more + 1;
      return zeros + more;
    }
    input.position += LOOK;
  }
  input.position = end + 1;
  return 0;
}

export function readGamma(input: BitReader): number {
  const word = look(input.bytes, input.position);
  const below = lowestBit(word);
  if (word !== 0 && 2 * below < LOOK) {
    input.position += 2 * below + 1;
    return (1 << below) + ((word >> (below + 1)) & ((1 << below) - 1));
  }
  const zeros = readUnary(input);
  // No writer makes one of more than 31.
  if (zeros > 31) input.position = input.bytes.length * 8 + 1;
  return zeros > 31 ? 1 : 2 ** zeros + readBits(input, zeros);
}

export function readRice(input: BitReader, k: number): number {
  return readUnary(input) * 2 ** k + readBits(input, k);
}

/**
 * Ascending integers as Rice codes of the gaps between them (the first one's to -1), until there are `count` or
 * the bits end.
 * @param bound all are less
 * @param out takes them from place `from` on
 * @returns how many there are; -1 when one is not less than the bound
 */
export function readAscending(
  input: BitReader,
  k: number,
  count: number,
  bound: number,
  out: Uint32Array,
  from: number,
): number {
  const { bytes } = input;
  const end = bytes.length * 8;
  const mask = (1 << k) - 1;
  let { position } = input;
  let value = -1;
  let found = 0;
  for (; found < count; found++) {
    const word = look(bytes, position);
    const zeros = lowestBit(word);
    if (word !== 0 && zeros + k < LOOK) {
      value += 1 + (zeros << k) + ((word >> (zeros + 1)) & mask);
      position += zeros + 1 + k;
    } else {
      input.position = position;
      value += 1 + readRice(input, k);
      position = input.position;
    }
    if (position > end) break;
    if (value >= bound) return -1;
    out[from + found] = value;
  }
  input.position = position;
  return found;
}

// The sparse index of the term dictionary: where each block starts, in terms and in bytes. It travels in the pointer,
// so that a reader knows the blocks of a query before its first read; it must be small at a million articles, and is
// decoded without a string for each block.
//
// A separator tells a block's terms from those before it. Two units nearly always do, and of the second one its high
// bits, so that is what is written:
//   varint blocks, varint step (a power of two that divides the bytes of every block), varint bytes of the smallest block
//   but for the last / step, varint bytes of the last / step, then bits:
//   per run of separators with one first unit: gamma(that unit - the run's before), gamma(separators), per separator:
//     the CELL that its second unit lies in, as the Rice code of its distance from the one before; cell 0 is all below HAN
//     in cell 0 or behind a 0: that unit itself (in cell 0 by unit-codes.ts, else its low bits), gamma(further units + 1),
//       the further units; else a 1: the cell's first unit, and nothing more
//   gamma(k + 1), and per block but for the last the Rice code of (its bytes - those of the smallest) / step

import { inflateRawSync } from 'node:zlib';
import { CorruptIndexError, REPAIR } from '../errors.ts';
import { createBitReader, createBitWriter, isOverrun, readBits, readGamma, readRice } from './bits.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { riceParameter } from './postings.ts';
import { readUnit, writeUnit } from './unit-codes.ts';

export interface SparseTerms {
  /** First two units of each block's separator, as one integer: the separator is after every term of the block before. */
  keys: Uint32Array;
  /** Its further units, where two do not tell. */
  tails: ReadonlyMap<number, string>;
  /** Where block i starts in the terms section; one more than blocks: the last is the end. */
  offsets: Float64Array;
}

/** Cells of this many bits; the first one that counts starts with the common Han characters. */
const CELL_BITS = 6;
const HAN = 0x4e00;
/** Cells of the common Han characters, which second units are taken to be spread over. */
const HAN_CELLS = (0xa000 - HAN) >> CELL_BITS;

const cellOf = (unit: number): number => (unit < HAN ? 0 : 1 + ((unit - HAN) >> CELL_BITS));
const firstOfCell = (cell: number): number => HAN + ((cell - 1) << CELL_BITS);

/** The first two units of a term as one integer; a missing one is 0, which no term has. */
const keyOf = (term: string): number => (((term.charCodeAt(0) || 0) << 16) | (term.charCodeAt(1) || 0)) >>> 0;

interface Separator {
  key: number;
  tail: string;
}

/** What is after `last` and not after `first`, and short. */
function separatorOf(first: string, last: string): Separator {
  let shared = 0;
  while (shared < last.length && first.charCodeAt(shared) === last.charCodeAt(shared)) shared++;
  if (shared === 0) return { key: keyOf(first.charAt(0)), tail: '' };
  if (shared > 1) return { key: keyOf(first), tail: first.slice(2, shared + 1) };
  const unit = first.charCodeAt(1);
  const cell = cellOf(unit);
  const start = cell === 0 ? 0 : firstOfCell(cell);
  const second = start > (last.charCodeAt(1) || 0) ? start : unit;
  return { key: ((first.charCodeAt(0) << 16) | second) >>> 0, tail: '' };
}

/** Of figures and Latin words, which are few and start alike, two more units may be needed at a cheap border. */
const CHEAP_TAIL = 2;

/** Whether a block that begins with `first`, behind `last`, takes but a few bits here. */
export function isCheapBorder(first: string, last: string): boolean {
  const { key, tail } = separatorOf(first, last);
  const second = key & 0xffff;
  if (second < HAN) return tail.length <= CHEAP_TAIL;
  return tail === '' && firstOfCell(cellOf(second)) === second;
}

export interface SparseTermsBuilder {
  /** @param lastBefore last term of the block before (empty for the first block) */
  add(firstTerm: string, lastBefore: string, blockBytes: number): void;
  finish(): Uint8Array;
}

export function createSparseTermsBuilder(): SparseTermsBuilder {
  const separators: Separator[] = [];
  const lengths: number[] = [];
  return {
    add(firstTerm, lastBefore, blockBytes) {
      separators.push(separatorOf(firstTerm, lastBefore));
      lengths.push(blockBytes);
    },
    finish() {
      const bits = createBitWriter();
      let unitBefore = 0;
      for (let start = 0; start < separators.length; ) {
        const unit = separators[start].key >>> 16;
        let end = start + 1;
        while (end < separators.length && separators[end].key >>> 16 === unit) end++;
        bits.gamma(unit - unitBefore);
        bits.gamma(end - start);
        unitBefore = unit;
        const k = riceParameter(end - start, HAN_CELLS);
        let before = 0;
        for (const { key, tail } of separators.slice(start, end)) {
          const second = key & 0xffff;
          const cell = cellOf(second);
          bits.rice(cell - before, k);
          before = cell;
          const isWhole = cell > 0 && tail === '' && firstOfCell(cell) === second;
          if (cell > 0) bits.write(isWhole ? 1 : 0, 1);
          if (isWhole) continue;
          if (cell === 0) writeUnit(bits, second);
          else bits.write(second - firstOfCell(cell), CELL_BITS);
          bits.gamma(tail.length + 1);
          for (let i = 0; i < tail.length; i++) writeUnit(bits, tail.charCodeAt(i));
        }
        start = end;
      }
      const last = lengths.at(-1) ?? 0;
      const others = lengths.slice(0, -1);
      const step = commonStep(lengths);
      const least = others.reduce((a, b) => Math.min(a, b), others[0] ?? 0);
      const steps = others.map((length) => (length - least) / step);
      const k = riceParameter(
        Math.max(1, steps.length),
        steps.reduce((a, b) => a + b, 0),
      );
      bits.gamma(k + 1);
      for (const some of steps) bits.rice(some, k);
      const out = createByteWriter();
      for (const number of [separators.length, step, least / step, last / step]) out.varint(number);
      out.bytes(bits.view());
      return out.view();
    },
  };
}

/** The largest power of two, within reason, that divides all of them. */
function commonStep(lengths: readonly number[]): number {
  let step = 1;
  while (step < 4096 && lengths.every((length) => length % (2 * step) === 0)) step *= 2;
  return step;
}

/** @throws CorruptIndexError */
export function readSparseTerms(packed: Uint8Array, name: string): SparseTerms {
  const head = createByteReader(packed, name);
  const count = head.varint();
  const step = head.varint();
  const least = head.varint();
  const last = head.varint();
  const input = createBitReader(packed.subarray(head.position));
  const check = (holds: boolean): void => {
    if (isOverrun(input) || !holds)
      throw new CorruptIndexError(`the sparse index of ${name} is damaged: its codes do not fit; ${REPAIR}`);
  };
  check(count <= input.bytes.length * 8);
  const keys = new Uint32Array(count);
  const tails = new Map<number, string>();
  let unit = 0;
  for (let block = 0; block < count; ) {
    unit += readGamma(input);
    const end = block + readGamma(input);
    check(unit <= 0xffff && end <= count);
    const k = riceParameter(end - block, HAN_CELLS);
    let cell = 0;
    for (; block < end; block++) {
      cell += readRice(input, k);
      let second = cell === 0 ? 0 : firstOfCell(cell);
      if (cell === 0 || readBits(input, 1) === 0) {
        second += cell === 0 ? readUnit(input) : readBits(input, CELL_BITS);
        const further = readGamma(input) - 1;
        check(further <= input.bytes.length);
        if (further > 0)
          tails.set(block, Array.from({ length: further }, () => String.fromCharCode(readUnit(input))).join(''));
      }
      check(second <= 0xffff);
      keys[block] = (unit << 16) | second;
    }
  }
  const offsets = new Float64Array(count + 1);
  const k = readGamma(input) - 1;
  check(k < 32);
  for (let i = 0; i < count; i++)
    offsets[i + 1] = offsets[i] + step * (i + 1 < count ? least + readRice(input, k) : last);
  check(true);
  return { keys, tails, offsets };
}

/** The block that holds `term` if any does; -1 when the term is before all. */
export function blockOf({ keys, tails }: SparseTerms, term: string): number {
  const key = keyOf(term);
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const isNotAfter = keys[middle] === key ? (tails.get(middle) ?? '') <= term.slice(2) : keys[middle] < key;
    if (isNotAfter) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Numbers of the blocks that hold terms starting with `prefix`, first and last; null when none can. */
export function blocksOfPrefix(sparse: SparseTerms, prefix: string): [first: number, last: number] | null {
  const last = blockOf(sparse, `${prefix}\uffff`);
  if (last < 0) return null;
  return [Math.max(0, blockOf(sparse, prefix)), last];
}

/** Inflate, with damage told as damage. */
export function inflateChecked(packed: Uint8Array, name: string): Uint8Array {
  try {
    return inflateRawSync(packed);
  } catch (cause) {
    throw new CorruptIndexError(`${name} cannot be decompressed: its bytes are damaged; ${REPAIR}`, { cause });
  }
}

// Runs: what one commit spills to disk, the sorted terms of one field with their postings. Nobody but
// the build that wrote a run reads it, so its coding is made for speed.
//
//   per term: varint UTF-16 units, the units, varint postings,
//     per slot: varint(postings * SLOTS + slot), varint deltas of the document numbers

import { closeSync, openSync, readSync } from 'node:fs';
import { CorruptIndexError } from '../errors.ts';
import { createFileWriter } from './local-file.ts';
import type { PostingsSink } from './sink.ts';
import { SLOT_BITS, SLOTS } from './slots.ts';
import type { Field } from './term-block.ts';

/** Bytes written at once. */
const WRITE_BYTES = 1 << 16;
/** Bytes of a run that are in memory while it is merged: a few hundred runs are at a time. */
const READ_BYTES = 1 << 16;
/** A term is far shorter; the rest of an entry's head is two varints. */
const HEAD_BYTES = 1024;

/** A spilled run. */
export interface Run {
  path: string;
  field: Field;
}

/** A varint of a run is below 2^32. */
const VARINT_BYTES = 5;

/** Write all that the sink holds, and empty it. Returns the number of postings. */
export function spillRun(sink: PostingsSink, run: Run): number {
  const file = createFileWriter(run.path);
  let buffer = new Uint8Array(WRITE_BYTES);
  let filled = 0;
  const postings = sink.postings;
  const varint = (value: number): void => {
    let rest = value;
    for (; rest > 127; rest >>>= 7) buffer[filled++] = (rest & 127) | 128;
    buffer[filled++] = rest;
  };
  try {
    sink.drain((term, sorted, start, end) => {
      const most = 2 * VARINT_BYTES + 2 * term.length + mostBytes(end - start);
      if (filled + most > buffer.length) {
        file.write(buffer.subarray(0, filled));
        filled = 0;
        if (most > buffer.length) buffer = new Uint8Array(most);
      }
      varint(term.length);
      for (let i = 0; i < term.length; i++) {
        const unit = term.charCodeAt(i);
        buffer[filled++] = unit;
        buffer[filled++] = unit >>> 8;
      }
      varint(end - start);
      for (let i = start; i < end; ) {
        const slot = sorted[i] & (SLOTS - 1);
        let groupEnd = i + 1;
        while (groupEnd < end && (sorted[groupEnd] & (SLOTS - 1)) === slot) groupEnd++;
        varint((groupEnd - i) * SLOTS + slot);
        for (let previous = 0; i < groupEnd; i++) {
          const document = sorted[i] >>> SLOT_BITS;
          varint(document - previous);
          previous = document;
        }
      }
    });
    file.write(buffer.subarray(0, filled));
  } finally {
    file.close();
  }
  return postings;
}

/** Most bytes of a list: no group is empty. */
const mostBytes = (postings: number): number => 2 * VARINT_BYTES * postings;

/** The documents of one term by slot, in arrays that are used again. */
export interface SlotLists {
  documents: Uint32Array[];
  counts: Uint32Array;
}

export const createSlotLists = (): SlotLists => ({
  documents: Array.from({ length: SLOTS }, () => new Uint32Array(16)),
  counts: new Uint32Array(SLOTS),
});

/** A run while it is read, at one of its terms. */
export interface RunCursor {
  readonly field: Field;
  /** The first three units of the term as one number: most terms are told apart by it alone. */
  readonly key: number;
  readonly units: number;
  /** Postings of the term. */
  readonly count: number;
  term(): string;
  /** Append the postings of the term to lists, and go to the next term; false when there is none. @throws CorruptIndexError */
  take(lists: SlotLists): boolean;
}

/**
 * Open a run at its first term; null when it has none. Its file is open only while it is read from, so any
 * number of runs can be.
 * @throws CorruptIndexError
 */
export function openRun({ path, field }: Run): RunCursor | null {
  let buffer = new Uint8Array(READ_BYTES);
  let filled = 0;
  let fileOffset = 0;
  let atEnd = false;
  let position = 0;
  let termStart = 0;

  /** Make `wanted` bytes available from `position`, as far as the file has them. */
  const fill = (wanted: number): void => {
    if (filled - position >= wanted || atEnd) return;
    const target = wanted > buffer.length ? new Uint8Array(wanted * 2) : buffer;
    target.set(buffer.subarray(position, filled));
    buffer = target;
    filled -= position;
    position = 0;
    const file = openSync(path, 'r');
    try {
      while (filled < buffer.length && !atEnd) {
        const read = readSync(file, buffer, filled, buffer.length - filled, fileOffset);
        if (read === 0) atEnd = true;
        filled += read;
        fileOffset += read;
      }
    } finally {
      closeSync(file);
    }
  };
  const varint = (): number => {
    let byte = buffer[position++];
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; byte >= 128; shift += 7) {
      byte = buffer[position++];
      value |= (byte & 127) << shift;
    }
    return value >>> 0;
  };
  const checkEnd = (): void => {
    if (position > filled) throw new CorruptIndexError(`${path} was cut off while the index was built; build again`);
  };
  const unitAt = (index: number): number => buffer[termStart + 2 * index] | (buffer[termStart + 2 * index + 1] << 8);

  const cursor = {
    field,
    key: 0,
    units: 0,
    count: 0,
    term(): string {
      const codes: number[] = [];
      for (let i = 0; i < cursor.units; i++) codes.push(unitAt(i));
      return String.fromCharCode.apply(null, codes);
    },
    take(lists: SlotLists): boolean {
      takeList(lists);
      return next();
    },
  };

  const next = (): boolean => {
    fill(HEAD_BYTES);
    if (position === filled) return false;
    const units = varint();
    termStart = position;
    position += 2 * units;
    cursor.units = units;
    cursor.key = unitAt(0) * 0x1_0000_0000 + (units > 1 ? unitAt(1) * 0x1_0000 : 0) + (units > 2 ? unitAt(2) : 0);
    const head = termStart;
    cursor.count = varint();
    checkEnd();
    // The term must stay where it is: it is asked for before the list is taken.
    const headBytes = position - head;
    position = head;
    fill(headBytes + mostBytes(cursor.count));
    termStart = position;
    position += headBytes;
    return true;
  };

  const takeList = ({ documents, counts }: SlotLists): void => {
    for (let left = cursor.count; left > 0; ) {
      const group = varint();
      const inGroup = group >>> SLOT_BITS;
      const slot = group & (SLOTS - 1);
      const start = counts[slot];
      if (start + inGroup > documents[slot].length) documents[slot] = grown(documents[slot], start + inGroup);
      const list = documents[slot];
      for (let i = 0, document = 0; i < inGroup; i++) {
        document += varint();
        list[start + i] = document;
      }
      counts[slot] = start + inGroup;
      // A group has a posting at least; none means bytes behind the end.
      left -= Math.max(1, inGroup);
    }
    checkEnd();
  };

  return next() ? cursor : null;
}

function grown(array: Uint32Array, least: number): Uint32Array {
  const larger = new Uint32Array(Math.max(least, array.length * 2));
  larger.set(array);
  return larger;
}

// Runs: what one commit spills to disk, the sorted terms of one field with their postings. Nobody but
// the build that wrote a run reads it, so its coding is made for speed.
//
//   per term: varint UTF-16 units, the units, varint postings, varint bytes of what follows,
//     per slot: varint(postings * SLOTS + slot), varint deltas of the document numbers

import { closeSync, openSync, readSync } from 'node:fs';
import { CorruptIndexError } from '../errors.ts';
import { createByteWriter } from './bytes.ts';
import { createFileWriter } from './local-file.ts';
import type { PostingsSink } from './sink.ts';
import { SLOT_BITS, SLOTS } from './slots.ts';
import type { Field } from './term-block.ts';

/** Bytes of a run that are in memory while it is merged: a few hundred runs are at a time. */
const READ_BYTES = 1 << 16;
/** A term is far shorter; the rest of an entry's head is three varints. */
const HEAD_BYTES = 1024;

/** A spilled run. */
export interface Run {
  path: string;
  field: Field;
}

/** Write all that the sink holds, and empty it. Returns the number of postings. */
export function spillRun(sink: PostingsSink, run: Run): number {
  const file = createFileWriter(run.path);
  const head = createByteWriter();
  const list = createByteWriter();
  const postings = sink.postings;
  try {
    sink.drain((term, sorted, start, end) => {
      list.reset();
      for (let i = start; i < end; ) {
        const slot = sorted[i] & (SLOTS - 1);
        let groupEnd = i + 1;
        while (groupEnd < end && (sorted[groupEnd] & (SLOTS - 1)) === slot) groupEnd++;
        list.varint((groupEnd - i) * SLOTS + slot);
        for (let previous = 0; i < groupEnd; i++) {
          const document = sorted[i] >>> SLOT_BITS;
          list.varint(document - previous);
          previous = document;
        }
      }
      head.reset();
      head.varint(term.length);
      for (let i = 0; i < term.length; i++) {
        const unit = term.charCodeAt(i);
        head.byte(unit);
        head.byte(unit >>> 8);
      }
      head.varint(end - start);
      head.varint(list.length);
      file.write(head.view());
      file.write(list.view());
    });
  } finally {
    file.close();
  }
  return postings;
}

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
  readonly term: string;
  /** Postings of the term. */
  readonly count: number;
  /** Go to the next term; false when there is none. @throws CorruptIndexError */
  next(): boolean;
  /** Append the postings of the term to lists. */
  appendTo(lists: SlotLists): void;
}

/** The file is open only while it is read from, so any number of runs can be. */
export function openRun({ path, field }: Run): RunCursor {
  let buffer = new Uint8Array(READ_BYTES);
  let filled = 0;
  let fileOffset = 0;
  let atEnd = false;
  let position = 0;
  let termStart = 0;
  let units = 0;
  let key = 0;
  let count = 0;
  let listStart = 0;

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
  /** Varints of a run are below 2^32; bytes behind the end count as 0. */
  const varint = (): number => {
    let byte = buffer[position++];
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; byte >= 128 && shift < 35; shift += 7) {
      byte = buffer[position++];
      value |= (byte & 127) << shift;
    }
    return value >>> 0;
  };
  const unitAt = (index: number): number =>
    index < units ? buffer[termStart + 2 * index] | (buffer[termStart + 2 * index + 1] << 8) : 0;

  return {
    field,
    get key() {
      return key;
    },
    get units() {
      return units;
    },
    get term() {
      const codes: number[] = [];
      for (let i = 0; i < units; i++) codes.push(unitAt(i));
      return String.fromCharCode.apply(null, codes);
    },
    get count() {
      return count;
    },
    next() {
      fill(HEAD_BYTES);
      if (position === filled) return false;
      units = varint();
      const head = position;
      position += 2 * units;
      count = varint();
      const length = varint();
      const headBytes = position - head;
      position = head;
      fill(headBytes + length);
      if (filled - position < headBytes + length)
        throw new CorruptIndexError(`${path} was cut off while the index was built; build again`);
      termStart = position;
      listStart = position + headBytes;
      position = listStart + length;
      key = unitAt(0) * 0x1_0000_0000 + unitAt(1) * 0x1_0000 + unitAt(2);
      return true;
    },
    appendTo({ documents, counts }) {
      const end = position;
      position = listStart;
      while (position < end) {
        const group = varint();
        const slot = group & (SLOTS - 1);
        let at = counts[slot];
        const last = at + (group >>> SLOT_BITS);
        if (last > documents[slot].length) documents[slot] = grown(documents[slot], last);
        const list = documents[slot];
        for (let document = 0; at < last; at++) {
          document += varint();
          list[at] = document;
        }
        counts[slot] = last;
      }
      position = end;
    },
  };
}

function grown(array: Uint32Array, least: number): Uint32Array {
  const larger = new Uint32Array(Math.max(least, array.length * 2));
  larger.set(array);
  return larger;
}

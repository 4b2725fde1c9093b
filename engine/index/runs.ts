// Runs: what one commit spills to disk, the sorted terms of one field with their postings; and their
// merge into the terms of a segment. Later commits hold later documents, so that lists of one term
// are joined slot by slot in run order.
//
//   per term: varint units, the units, varint document frequency, varint payload bytes, the payload

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { CorruptIndexError } from '../errors.ts';
import { createByteReader, createByteWriter } from './bytes.ts';
import { readPostings, writePostings } from './postings.ts';
import type { PostingsSink } from './sink.ts';
import { SLOTS } from './slots.ts';
import { FIELDS, type Field } from './term-block.ts';

const BUFFER_BYTES = 1 << 20;
/** A term is far shorter; the rest of an entry's head is three varints. */
const HEAD_BYTES = 4096;

/** A spilled run. */
export interface Run {
  path: string;
  field: Field;
}

/** Write all that the sink holds, and empty it. Returns the number of postings. */
export function spillRun(sink: PostingsSink, run: Run): number {
  const file = openSync(run.path, 'w');
  const out = createByteWriter(BUFFER_BYTES * 2);
  const list = createByteWriter();
  const postings = sink.postings;
  try {
    sink.drain((term, bySlot) => {
      let documentFrequency = 0;
      for (let slot = 0; slot < SLOTS; slot++) documentFrequency += bySlot[slot].length;
      list.reset();
      writePostings(list, bySlot);
      out.varint(term.length);
      out.units(term, 0);
      out.varint(documentFrequency);
      out.varint(list.length);
      out.bytes(list.view());
      if (out.length >= BUFFER_BYTES) {
        writeFully(file, out.view());
        out.reset();
      }
    });
    writeFully(file, out.view());
  } finally {
    closeSync(file);
  }
  return postings;
}

function writeFully(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

interface RunEntry {
  term: string;
  documentFrequency: number;
  payload: Uint8Array;
}

/** Reads a run term by term; the payload of an entry is valid until the next read. */
function openRun({ path }: Run): { next(): RunEntry | null; close(): void } {
  const file = openSync(path, 'r');
  let buffer = new Uint8Array(BUFFER_BYTES);
  let start = 0;
  let end = 0;
  let atEnd = false;
  /** Make `wanted` bytes available from `start`, as far as the file has them. */
  const fill = (wanted: number): void => {
    if (end - start >= wanted || atEnd) return;
    const target = wanted > buffer.length ? new Uint8Array(wanted * 2) : buffer;
    target.set(buffer.subarray(start, end));
    buffer = target;
    end -= start;
    start = 0;
    while (end < wanted && !atEnd) {
      const read = readSync(file, buffer, end, buffer.length - end, null);
      if (read === 0) atEnd = true;
      end += read;
    }
  };
  return {
    next() {
      fill(HEAD_BYTES);
      if (start === end) return null;
      const input = createByteReader(buffer, path, start, end);
      const term = input.units(input.varint());
      const documentFrequency = input.varint();
      const length = input.varint();
      start = input.position;
      fill(length);
      if (end - start < length) throw new CorruptIndexError(`${path} was cut off while the index was built`);
      const payload = buffer.subarray(start, start + length);
      start += length;
      return { term, documentFrequency, payload };
    },
    close: () => closeSync(file),
  };
}

/** One term of the merged runs. */
export interface MergedTerm {
  term: string;
  body: { documentFrequency: number; payload: Uint8Array } | null;
  title: { documentFrequency: number; payload: Uint8Array } | null;
}

/**
 * Merge runs into terms in UTF-16 order. Runs of a field are given in commit order.
 * Payloads are valid until the next term.
 */
export function* mergeRuns(runs: readonly Run[]): Generator<MergedTerm> {
  const cursors = runs.map((run, order) => ({
    ...openRun(run),
    field: run.field,
    order,
    entry: null as RunEntry | null,
  }));
  type Cursor = (typeof cursors)[number];
  const before = (a: Cursor, b: Cursor): boolean =>
    a.entry!.term < b.entry!.term || (a.entry!.term === b.entry!.term && a.order < b.order);
  const heap: Cursor[] = [];
  const siftUp = (from: number): void => {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i], heap[parent])) return;
      [heap[i], heap[parent]] = [heap[parent], heap[i]];
      i = parent;
    }
  };
  const siftDown = (): void => {
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && before(heap[child], heap[least])) least = child;
      if (least === i) return;
      [heap[i], heap[least]] = [heap[least], heap[i]];
      i = least;
    }
  };
  const advance = (cursor: Cursor): void => {
    cursor.entry = cursor.next();
    if (cursor.entry) {
      heap.push(cursor);
      siftUp(heap.length - 1);
    }
  };
  try {
    for (const cursor of cursors) advance(cursor);
    while (heap.length > 0) {
      const term = heap[0].entry!.term;
      const found: Cursor[] = [];
      while (heap.length > 0 && heap[0].entry!.term === term) {
        found.push(heap[0]);
        const last = heap.pop()!;
        if (heap.length > 0) {
          heap[0] = last;
          siftDown();
        }
      }
      const merged: MergedTerm = { term, body: null, title: null };
      for (const field of FIELDS)
        merged[field] = join(found.filter((cursor) => cursor.field === field).map((c) => c.entry!));
      yield merged;
      for (const cursor of found) advance(cursor);
    }
  } finally {
    for (const cursor of cursors) cursor.close();
  }
}

/** One list out of the lists of successive commits. */
function join(entries: readonly RunEntry[]): MergedTerm['body'] {
  if (entries.length <= 1) return entries[0] ?? null;
  const bySlot: number[][] = Array.from({ length: SLOTS }, () => []);
  let documentFrequency = 0;
  for (const entry of entries) {
    documentFrequency += entry.documentFrequency;
    const { documents, slots, count } = readPostings(entry.payload, entry.documentFrequency);
    for (let i = 0; i < count; i++) bySlot[slots[i]].push(documents[i]);
  }
  const out = createByteWriter();
  writePostings(out, bySlot);
  return { documentFrequency, payload: out.view() };
}

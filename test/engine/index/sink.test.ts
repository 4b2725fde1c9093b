import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createTermTable, type TermTable } from '../../../engine/analysis/term-table.ts';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { mergeRuns } from '../../../engine/index/merge-runs.ts';
import { type Run, spillRun } from '../../../engine/index/runs.ts';
import { createPostingsSink, type PostingsSink, placesOf } from '../../../engine/index/sink.ts';
import { SLOTS } from '../../../engine/index/slots.ts';
import { FIELDS, type Field } from '../../../engine/index/term-block.ts';

const folder = mkdtempSync(join(tmpdir(), 'xunwen-runs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Oracle = Map<string, Map<number, number[]>>;

function file(oracle: Oracle, term: string, slot: number, document: number): void {
  const slots = oracle.get(term) ?? new Map<number, number[]>();
  oracle.set(term, slots);
  slots.set(slot, [...(slots.get(slot) ?? []), document]);
}

/** As FlexSearch files the distinct terms of a document. */
function fileDocument(
  sink: PostingsSink,
  table: TermTable,
  document: number,
  found: readonly { term: string; slot: number }[],
): void {
  sink.expect(Uint32Array.from(found, ({ term }) => table.add(term)));
  placesOf(found.length).forEach((place, i) => {
    sink.get(place)[found[i]!.slot]!.push(document);
  });
}

const plain = (slots: Map<number, number[]> | undefined): [number, number[]][] =>
  [...(slots ?? [])].sort(([a], [b]) => a - b);

const terms = fc.oneof(
  fc.constantFrom('徐汇', '汇区', '𠮷野', 'iphone', '@2017-11-25', '__proto__', 'constructor', '文明城市'),
  // Many that are neighbours in the order: one unit, two, three and more, with zeros and surrogates.
  fc
    .array(fc.constantFrom('\0', 'a', 'b', '市', '\ud842', '\udfb7', '\uffff'), { minLength: 1, maxLength: 5 })
    .map((all) => all.join('')),
);
const posting = fc.record({ term: terms, slot: fc.nat({ max: SLOTS - 1 }) });
/** For each document the distinct terms with their slots. */
const documents = fc.array(fc.uniqueArray(posting, { selector: ({ term }) => term, maxLength: 8 }), { maxLength: 40 });

test('the sink drains what a Map of arrays holds, terms in order, and is empty then', () => {
  fc.assert(
    fc.property(documents, (all) => {
      const table = createTermTable();
      const sink = createPostingsSink(table);
      // Terms of another field are in the table, and not in the sink.
      table.add('另一');
      const oracle: Oracle = new Map();
      let postings = 0;
      all.forEach((found, document) => {
        fileDocument(sink, table, document, found);
        for (const { term, slot } of found) file(oracle, term, slot, document);
        postings += found.length;
      });
      expect(sink.postings).toBe(postings);
      const drained: [string, [number, number[]][]][] = [];
      sink.drain((term, sorted, start, end) => {
        const filled = new Map<number, number[]>();
        for (const posting of sorted.subarray(start, end)) {
          const slot = posting % SLOTS;
          filled.set(slot, [...(filled.get(slot) ?? []), Math.floor(posting / SLOTS)]);
        }
        drained.push([term, [...filled]]);
      });
      expect(drained).toEqual([...oracle.keys()].sort().map((term) => [term, plain(oracle.get(term))]));
      expect(sink.postings).toBe(0);
    }),
  );
});

test('a sink grows beyond its first room', () => {
  const table = createTermTable();
  const sink = createPostingsSink(table);
  for (let document = 0; document < 100_000; document++)
    fileDocument(sink, table, document, [{ term: `t${document % 7}`, slot: document % SLOTS }]);
  let postings = 0;
  sink.drain((_, sorted, start, end) => {
    postings += end - start;
    const places = Array.from(
      sorted.subarray(start, end),
      (posting) => (posting % SLOTS) * 1e6 + Math.floor(posting / SLOTS),
    );
    expect(places.every((place, i) => i === 0 || place > places[i - 1]!)).toBe(true);
  });
  expect(postings).toBe(100_000);
});

test('merged runs hold what one Map would, however commits cut the documents', () => {
  let files = 0;
  fc.assert(
    fc.property(documents, documents, fc.integer({ min: 1, max: 10 }), (bodies, titles, perCommit) => {
      const source: Record<Field, typeof bodies> = { body: bodies, title: titles };
      const oracles: Record<Field, Oracle> = { body: new Map(), title: new Map() };
      const table = createTermTable();
      const sinks = { body: createPostingsSink(table), title: createPostingsSink(table) };
      const runs: Run[] = [];
      for (let start = 0; start < Math.max(bodies.length, titles.length); start += perCommit)
        for (const field of FIELDS) {
          source[field].slice(start, start + perCommit).forEach((found, i) => {
            fileDocument(sinks[field], table, start + i, found);
            for (const { term, slot } of found) file(oracles[field], term, slot, start + i);
          });
          const run = { path: join(folder, `${files++}.run`), field };
          spillRun(sinks[field], run);
          runs.push(run);
        }

      const merged: string[] = [];
      for (const found of mergeRuns(runs)) {
        merged.push(found.term);
        for (const field of FIELDS) {
          const oracle: Oracle = new Map();
          const list = found[field];
          if (list) {
            expect(list.bySlot.reduce((sum, some) => sum + some.length, 0)).toBe(list.documentFrequency);
            list.bySlot.forEach((some, slot) => {
              for (const document of some) file(oracle, found.term, slot, document);
            });
          }
          expect(plain(oracle.get(found.term))).toEqual(plain(oracles[field].get(found.term)));
        }
      }
      expect(merged).toEqual([...new Set([...oracles.body.keys(), ...oracles.title.keys()])].sort());
      for (const { path } of runs) rmSync(path);
    }),
    { numRuns: 60 },
  );
});

test('a run that was cut off is damage, and no shorter index', () => {
  const path = join(folder, 'cut.run');
  const table = createTermTable();
  const sink = createPostingsSink(table);
  const all = ['徐汇', '汇区', '文明城市'].map((term) => ({ term, slot: 3 }));
  for (let document = 0; document < 9; document++) fileDocument(sink, table, document, all);
  spillRun(sink, { path, field: 'body' });
  const whole = readFileSync(path);
  for (let length = 1; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    const read = () => [...mergeRuns([{ path, field: 'body' }])].length;
    // Two places are the ends of terms.
    try {
      expect(read()).toBeLessThan(3);
    } catch (error) {
      expect(error).toBeInstanceOf(CorruptIndexError);
    }
  }
});

test('runs larger than the read buffer are merged whole', () => {
  const run: Run = { path: join(folder, 'large.run'), field: 'body' };
  const table = createTermTable();
  const sink = createPostingsSink(table);
  const termOf = (i: number): string => `词${String(i).padStart(6, '0')}`;
  for (let i = 0; i < 60_000; i++)
    for (const document of [0, 1e6, 1e6 + i + 1])
      fileDocument(sink, table, document, [{ term: termOf(i), slot: i % SLOTS }]);
  for (let document = 0; document < 1_200_000; document += 2)
    fileDocument(sink, table, document, [{ term: '长', slot: 3 }]);
  spillRun(sink, run);
  let count = 0;
  let longest = 0;
  let previous = '';
  for (const { term, body } of mergeRuns([run])) {
    expect(term > previous).toBe(true);
    previous = term;
    longest = Math.max(longest, body!.documentFrequency);
    expect(body!.bySlot.reduce((sum, some) => sum + some.length, 0)).toBe(body!.documentFrequency);
    count++;
  }
  expect([count, longest]).toEqual([60_001, 600_000]);
});

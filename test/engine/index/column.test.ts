import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import {
  BLOCK_DOCUMENTS,
  columnBlockPart,
  columnOf,
  dictionaryParts,
  valuePart,
} from '../../../engine/index/column.ts';
import { createColumnBuilder } from '../../../engine/index/column-builder.ts';
import type { SegmentManifest } from '../../../engine/index/manifest.ts';
import type { Part } from '../../../engine/index/reads.ts';
import { postingsPart, type Segment } from '../../../engine/index/segment.ts';
import { columnSection } from '../../../engine/index/segment-file.ts';
import { readSparseTerms } from '../../../engine/index/sparse-terms.ts';

const FIELD = 'extra.channel';
const LEADING = 100;

/** A segment that holds nothing but one column, behind some other bytes. */
function segmentOf(documents: readonly string[][]): { segment: Segment; file: Uint8Array } {
  const builder = createColumnBuilder();
  for (const values of documents) builder.add(values);
  const built = builder.finish();
  const file = Buffer.concat([Buffer.alloc(LEADING, 7), built?.bytes ?? new Uint8Array(0)]);
  const manifest = {
    documents: documents.length,
    sections: built ? { [columnSection(FIELD)]: { offset: LEADING, length: built.bytes.length } } : {},
    ...(built ? { columns: { [FIELD]: built.manifest } } : {}),
  } as unknown as SegmentManifest;
  const source = { key: 'x.seg', resident: null };
  const sparse = readSparseTerms(Uint8Array.of(0, 1, 0, 0, 1), 'nothing');
  return { segment: { source, manifest, place: 0, sparse, storedGroups: [], deletions: null }, file };
}

const read = <T>(file: Uint8Array, { offset, length, decode }: Part<T>): T =>
  decode(file.subarray(offset, offset + length));

/** Documents of a value, as a filter finds them. */
function documentsOf({ segment, file }: ReturnType<typeof segmentOf>, value: string): number[] {
  const column = columnOf(segment, FIELD);
  const found = column && valuePart(column, value);
  if (!column || !found) return [];
  const block = read(file, found.part).block(found.block);
  const place = block.find(value);
  if (place < 0) return [];
  const entry = block.entry(place).body!;
  const list = entry.inline ?? read(file, postingsPart(column.values, entry, Number.POSITIVE_INFINITY));
  return [...list.documents.subarray(0, list.count)];
}

/** Values of all documents, as a count finds them. */
function valuesOf({ segment, file }: ReturnType<typeof segmentOf>): string[][] {
  const column = columnOf(segment, FIELD);
  if (!column) return [];
  const directory = read(file, column.directory);
  const names = dictionaryParts(column).flatMap((part) => {
    const blocks = read(file, part);
    return Array.from({ length: blocks.end - blocks.first }, (_, i) => blocks.block(blocks.first + i)).flatMap(
      (block, i) => {
        const own = Array.from({ length: block.size }, (_, place) => block.term(place));
        const number = blocks.first + i;
        expect(directory.firstValues[number + 1]! - directory.firstValues[number]!).toBe(own.length);
        return own;
      },
    );
  });
  return Array.from({ length: directory.offsets.length - 1 }).flatMap((_, block) => {
    const { starts, ordinals } = read(file, columnBlockPart(column, directory, block));
    return Array.from({ length: starts.length - 1 }, (_, i) =>
      [...ordinals.subarray(starts[i], starts[i + 1])].map((ordinal) => names[ordinal]!),
    );
  });
}

const value = fc.oneof(
  fc.constantFrom('徐汇报', '新华社', '新华网', '𠮷', 'Node.js', '2017'),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replace(/\0/g, '0').toWellFormed()),
);
const documents = fc.array(fc.uniqueArray(value, { maxLength: 4 }), { maxLength: 60 });

describe('a column', () => {
  test('finds the documents of every value, and of no other, and the values of every document', () => {
    fc.assert(
      fc.property(documents, fc.array(value), (all, others) => {
        const built = segmentOf(all);
        for (const one of new Set([...all.flat(), ...others]))
          expect(documentsOf(built, one)).toEqual(all.flatMap((own, i) => (own.includes(one) ? [i] : [])));
        const sorted = (lists: readonly string[][]) => lists.map((own) => [...own].sort());
        expect(sorted(valuesOf(built))).toEqual(all.flat().length === 0 ? [] : sorted(all));
      }),
    );
  });

  test('of many documents and values is read in blocks', () => {
    const names = Array.from({ length: 3000 }, (_, i) => `作者${(i * 7919) % 100_000}`);
    const all = Array.from({ length: 2 * BLOCK_DOCUMENTS + 5 }, (_, i) =>
      i % 5 === 0 ? [] : [names[(i * 7) % 3000]!],
    );
    const built = segmentOf(all);
    expect(columnOf(built.segment, FIELD)!.values.sparse.keys.length).toBeGreaterThan(3);
    expect(valuesOf(built)).toEqual(all);
    for (const one of ['作者0', names[1]!, '作者x'])
      expect(documentsOf(built, one)).toEqual(all.flatMap((own, i) => (own.includes(one) ? [i] : [])));
  });

  test('is the same to the byte in whatever order values come first', () => {
    const bytesOf = (...tags: string[][]) => {
      const builder = createColumnBuilder();
      for (const own of tags) builder.add(own);
      return Buffer.from(builder.finish()!.bytes).toString('hex');
    };
    expect(bytesOf(['b', 'a'], ['a'])).toBe(bytesOf(['a', 'b'], ['a']));
  });

  test('that is damaged anywhere says so', () => {
    const VALUES = ['来源0', '来源1', '来源2'];
    const { segment, file } = segmentOf(Array.from({ length: 40 }, (_, i) => [VALUES[i % 3]!]));
    for (let at = LEADING; at < file.length; at++) {
      const damaged = Uint8Array.from(file);
      damaged[at]! ^= 4;
      const look = () => [
        valuesOf({ segment, file: damaged }),
        ...VALUES.map((one) => documentsOf({ segment, file: damaged }, one)),
      ];
      expect(look, `byte ${at}`).toThrow(CorruptIndexError);
    }
  });
});

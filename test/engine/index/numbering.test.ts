import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { createNumbering, numbered, packOrder, readOrder } from '../../../engine/index/numbering.ts';

/** Segments whose live documents stand in one random order: the i-th entry is the segment of the i-th document. */
const interleaved = fc
  .array(fc.array(fc.record({ deleted: fc.boolean(), place: fc.nat() }), { maxLength: 12 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((segments) => {
    const isDeleted = segments.map((documents) => documents.map(({ deleted }) => deleted));
    const places = segments.flatMap((documents, segment) =>
      documents.filter(({ deleted }) => !deleted).map(({ place }) => ({ segment, place })),
    );
    return { isDeleted, order: places.sort((a, b) => a.place - b.place).map(({ segment }) => segment) };
  });

/** Neighbours of one segment as one run. */
function runsOf(order: readonly number[]) {
  const runs: { segment: number; documents: number }[] = [];
  for (const segment of order) {
    const last = runs.at(-1);
    if (last?.segment === segment) last.documents++;
    else runs.push({ segment, documents: 1 });
  }
  return runs;
}

const described = (isDeleted: readonly boolean[], dated = isDeleted.length) => ({
  documents: isDeleted.length,
  dated,
  deleted: Uint32Array.from(isDeleted.flatMap((deleted, local) => (deleted ? [local] : []))),
});

describe('documents of several segments', () => {
  test('are numbered in the order of the runs, without the deleted ones', () => {
    fc.assert(
      fc.property(interleaved, ({ isDeleted, order }) => {
        const live = isDeleted.map((flags) => flags.flatMap((deleted, local) => (deleted ? [] : [local])));
        const expected = order.map((segment) => ({ segment, local: live[segment]!.shift()! }));
        const numbering = createNumbering(
          isDeleted.map((flags) => described(flags)),
          readOrder(packOrder(runsOf(order))),
        );
        expect(numbering.documents).toBe(order.length);
        expect(numbering.dated).toBe(order.length);
        expect(expected.map((_, document) => numbering.locate(document))).toEqual(expected);
        isDeleted.forEach((flags, segment) => {
          const documents = Uint32Array.from(flags.keys());
          const slots = Uint8Array.from(documents, (local) => local % 16);
          const { base, slice } = numbered(numbering.segments[segment]!, { documents, slots, count: flags.length });
          const seen = Array.from({ length: slice.count }, (_, i) => [base + slice.documents[i]!, slice.slots[i]]);
          const own = expected.flatMap((place, document) =>
            place.segment === segment ? [[document, place.local % 16]] : [],
          );
          expect(seen).toEqual(own);
        });
      }),
    );
  });

  test('follow one another without runs, and keep their postings as they are', () => {
    const numbering = createNumbering([described([false, false]), described([false])], null);
    expect(numbering.segments).toEqual([
      { base: 0, each: null },
      { base: 2, each: null },
    ]);
    expect([0, 1, 2].map((document) => numbering.locate(document))).toEqual([
      { segment: 0, local: 0 },
      { segment: 0, local: 1 },
      { segment: 1, local: 0 },
    ]);
  });

  test('are dated as far as live ones are', () => {
    const numbering = createNumbering([described([true, false, true, false], 3), described([false], 0)], null);
    expect([numbering.documents, numbering.dated]).toEqual([3, 1]);
  });

  test('are refused where the runs name other numbers of them', () => {
    const segments = [described([false, true]), described([false])];
    const tooMany = [
      { segment: 0, documents: 2 },
      { segment: 1, documents: 1 },
    ];
    const tooFew = [{ segment: 0, documents: 1 }];
    const unknown = [
      { segment: 0, documents: 1 },
      { segment: 1, documents: 1 },
      { segment: 2, documents: 1 },
    ];
    for (const runs of [tooMany, tooFew, unknown])
      expect(() => createNumbering(segments, runs)).toThrow(CorruptIndexError);
  });

  test('are refused where the packed order is damaged', () => {
    expect(() => readOrder('AAAA')).toThrow(CorruptIndexError);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BenchList } from '../../bench/codings/lists.ts';
import { POSTINGS_CODINGS } from '../../bench/codings/posting-codings.ts';
import { SLOTS } from '../../engine/index/slots.ts';

const DOCUMENTS = 30_000;

const list = fc
  .uniqueArray(fc.nat({ max: DOCUMENTS - 1 }), { minLength: 1, maxLength: 400 })
  .map((documents): BenchList => {
    const bySlot: number[][] = Array.from({ length: SLOTS }, () => []);
    for (const document of documents.sort((a, b) => a - b)) bySlot[(document * 7) % SLOTS]!.push(document);
    return { field: 'body', total: documents.length, bySlot: bySlot.map((group) => Uint32Array.from(group)) };
  });

test.each(POSTINGS_CODINGS.map((coding) => [coding.name, coding] as const))(
  'postings that are compared come back: %s',
  (_, coding) => {
    fc.assert(
      fc.property(list, (one) => {
        const { documents, slots, count } = coding.decode(coding.encode(one, DOCUMENTS), one.total, DOCUMENTS);
        const found = Array.from({ length: count }, (__, i) => [documents[i]!, slots[i]!] as const);
        const wanted = one.bySlot.flatMap((group, slot) => [...group].map((document) => [document, slot] as const));
        const inOrder = [...wanted].sort((a, b) => a[0] - b[0]);
        expect(found).toEqual(coding.isBySlot ? wanted : inOrder);
      }),
    );
  },
);

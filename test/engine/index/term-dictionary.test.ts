import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { chunkedBytes, readPostings } from '../../../engine/index/postings.ts';
import { SLOTS } from '../../../engine/index/slots.ts';
import { blockOf, createSparseTermsBuilder, readSparseTerms } from '../../../engine/index/sparse-terms.ts';
import { INLINE_DOCUMENTS, readTermBlock, sharedUnits } from '../../../engine/index/term-block.ts';
import { createTermBlockBuilder, type SlottedList, type TermLists } from '../../../engine/index/term-block-builder.ts';

const DOCUMENTS = 5000;

/** Terms that share beginnings, with characters outside the BMP that share their first half. */
const term = fc
  .array(fc.constantFrom('徐', '汇', '区', '𠮷', '𠮸', '𡃁', 'a', 'b', '1', '@', '\uffee', '\ue000', '가'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((characters) => characters.join(''));
const sortedTerms = fc.uniqueArray(term, { minLength: 1, maxLength: 120 }).map((terms) => terms.sort());

/** Short lists and long ones; a document has one slot. */
const list = fc.option(
  fc
    .uniqueArray(fc.nat({ max: DOCUMENTS - 1 }), { minLength: 1, maxLength: 3 * INLINE_DOCUMENTS })
    .map((documents): SlottedList => {
      const bySlot: number[][] = Array.from({ length: SLOTS }, () => []);
      for (const document of documents.sort((a, b) => a - b)) bySlot[(document * 7) % SLOTS]!.push(document);
      return { documentFrequency: documents.length, bySlot };
    }),
  { nil: null },
);
const entryOf = fc.record({ cost: fc.option(fc.nat({ max: 255 }), { nil: undefined }), body: list, title: list });
const dictionary = sortedTerms.chain((terms) =>
  fc
    .array(entryOf, { minLength: terms.length, maxLength: terms.length })
    .map((entries) => entries.map((entry, i): TermLists => ({ term: terms[i]!, ...entry }))),
);

/** Write terms in blocks of a given number, as a segment does. */
function write(terms: readonly TermLists[], perBlock: number) {
  const block = createTermBlockBuilder(DOCUMENTS);
  const sparse = createSparseTermsBuilder();
  const blocks: Uint8Array[] = [];
  let last = '';
  let lastBefore = '';
  let listOffset = 1000;
  const payloads = new Map<number, Uint8Array>();
  const close = (): void => {
    const first = block.firstTerm;
    blocks.push(block.finish().slice());
    sparse.add(first, lastBefore, blocks.at(-1)!.length);
    lastBefore = last;
  };
  terms.forEach((lists, i) => {
    for (const payload of block.add(lists, listOffset)) {
      payloads.set(listOffset, payload);
      listOffset += chunkedBytes(payload.length);
    }
    last = lists.term;
    if ((i + 1) % perBlock === 0) close();
  });
  if (!block.empty) close();
  return { blocks, payloads, sparse: readSparseTerms(sparse.finish(), 'test') };
}

function termsOf(bytes: Uint8Array): string[] {
  const block = readTermBlock(bytes, DOCUMENTS, 'test');
  return Array.from({ length: block.size }, (_, i) => block.term(i));
}

describe('term dictionary', () => {
  test('each term is found with all that was filed, in the block that the sparse index names', () => {
    fc.assert(
      fc.property(dictionary, fc.integer({ min: 1, max: 9 }), (terms, perBlock) => {
        const { blocks, payloads, sparse } = write(terms, perBlock);
        for (const expected of terms) {
          const block = readTermBlock(blocks[blockOf(sparse, expected.term)]!, DOCUMENTS, 'test');
          const place = block.find(expected.term);
          expect(place).toBe(block.lowerBound(expected.term));
          expect(block.term(place)).toBe(expected.term);
          expect(block.length(place)).toBe(expected.term.length);
          const longer = `${expected.term}\0`;
          if (!terms.some(({ term }) => term === longer)) expect(block.find(longer)).toBe(-1);
          const found = block.entry(place);
          expect([found.term, found.cost]).toEqual([expected.term, expected.cost]);
          for (const field of ['body', 'title'] as const) {
            const wanted = expected[field];
            const entry = found[field];
            expect(entry?.documentFrequency).toBe(wanted?.documentFrequency);
            if (!wanted || !entry) continue;
            const total = wanted.documentFrequency;
            expect(entry.inline !== null).toBe(total <= INLINE_DOCUMENTS);
            const payload = payloads.get(entry.offset);
            if (!entry.inline) expect(entry.bytes).toBe(payload!.length);
            const { documents, slots } = entry.inline ?? readPostings(payload!, total, DOCUMENTS, 'a list');
            expect([...documents].map((document, i) => [document, slots[i]])).toEqual(
              wanted.bySlot.flatMap((some, slot) => [...some].map((document) => [document, slot])),
            );
          }
        }
      }),
    );
  });

  test('a block answers the same whatever was asked of it before', () => {
    fc.assert(
      fc.property(
        dictionary,
        fc.array(term, { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (all, sought, places) => {
          const bytes = write(all, all.length).blocks[0]!;
          const block = readTermBlock(bytes, DOCUMENTS, 'test');
          const terms = all.map((one) => one.term);
          for (let i = 0; i < Math.max(sought.length, places.length); i++) {
            const one = sought[i];
            if (one !== undefined) {
              expect(block.find(one)).toBe(terms.indexOf(one));
              expect(block.lowerBound(one)).toBe(terms.filter((before) => before < one).length);
            }
            if (places[i] === undefined) continue;
            const place = places[i]! % terms.length;
            const asked = [
              () => block.term(place),
              () => block.entry(place).term,
              () => terms[place]!.slice(0, block.length(place)),
            ];
            expect(asked[places[i]! % 3]!()).toBe(terms[place]);
            expect(block.entry(place)).toEqual(readTermBlock(bytes, DOCUMENTS, 'test').entry(place));
          }
        },
      ),
    );
  });

  test('what is not filed is not found, and a prefix is one stretch of the sorted terms', () => {
    fc.assert(
      fc.property(sortedTerms, term, fc.integer({ min: 1, max: 9 }), (terms, sought, perBlock) => {
        const lists = terms.map((one): TermLists => ({ term: one, cost: 1, body: null, title: null }));
        const { blocks, sparse } = write(lists, perBlock);
        const number = blockOf(sparse, sought);
        const inBlock = number < 0 ? [] : termsOf(blocks[number]!);
        expect(inBlock.includes(sought)).toBe(terms.includes(sought));

        const first = Math.max(0, blockOf(sparse, sought));
        const last = blockOf(sparse, `${sought}\uffff`);
        const read = blocks.slice(first, last + 1).flatMap(termsOf);
        expect(read.filter((one) => one.startsWith(sought))).toEqual(terms.filter((one) => one.startsWith(sought)));
      }),
    );
  });

  test('a text reaches as far as the longest beginning that it shares with a term; at the ends of a block it may reach further', () => {
    const sharedWith = (sought: string, one: string): number => {
      let shared = 0;
      while (shared < Math.min(sought.length, one.length) && sought[shared] === one[shared]) shared++;
      return shared;
    };
    fc.assert(
      fc.property(sortedTerms, term, fc.integer({ min: 1, max: 9 }), (terms, sought, perBlock) => {
        const lists = terms.map((one): TermLists => ({ term: one, cost: 1, body: null, title: null }));
        const { blocks, sparse } = write(lists, perBlock);
        const number = blockOf(sparse, sought);
        if (number < 0) return;
        const block = readTermBlock(blocks[number]!, DOCUMENTS, 'test');
        const longest = Math.max(...terms.map((one) => sharedWith(sought, one)));
        const place = block.lowerBound(sought);
        const isAtEnd = place === 0 || place === block.size;
        expect(block.reach(sought)).toBe(isAtEnd ? sought.length : longest);
      }),
    );
  });

  test('blocks lie one after another', () => {
    const lists = ['一', '七', '万', '三'].map(
      (one): TermLists => ({ term: one, cost: undefined, body: null, title: null }),
    );
    const { blocks, sparse } = write(lists, 1);
    expect([...sparse.offsets]).toEqual([0, 1, 2, 3, 4].map((i) => i * blocks[0]!.length));
  });

  test('no term is cut between the halves of a character', () => {
    expect(sharedUnits('𠮷野', '𠮸野')).toBe(0);
    expect(sharedUnits('大𠮷', '大𠮸')).toBe(1);
    expect(sharedUnits('大𠮷', '大𠮷野')).toBe(3);
  });

  test('a block that ends too early or late is damage', () => {
    const { blocks } = write([{ term: '徐汇', cost: 3, body: null, title: null }], 1);
    const block = blocks[0]!;
    for (let length = 0; length < block.length; length++)
      expect(() => readTermBlock(block.subarray(0, length), DOCUMENTS, 'block 3')).toThrow(CorruptIndexError);
    expect(() => readTermBlock(Buffer.concat([block, Uint8Array.of(0)]), DOCUMENTS, 'block 3')).toThrow('block 3');
  });

  test('any bytes are a block or damage, and nothing else happens', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .record({ terms: dictionary, at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) })
        .map(({ terms, at, mask }) => {
          const block = write(terms, 1000).blocks[0]!;
          block[at % block.length]! ^= mask;
          return block;
        }),
    );
    fc.assert(
      fc.property(bytes, (block) => {
        try {
          const read = readTermBlock(block, DOCUMENTS, 'a block');
          for (let i = 0; i < read.size; i++) expect(read.entry(i).term).toBe(read.term(i));
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptIndexError);
        }
      }),
    );
  });
});

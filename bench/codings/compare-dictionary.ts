// The dictionary: which lists stand in it, how large its blocks are, and what it takes with whole bytes for everything.

import { createBitWriter } from '../../engine/index/bits.ts';
import { createByteWriter } from '../../engine/index/bytes.ts';
import { CHECKSUM_BYTES } from '../../engine/index/checksum.ts';
import { chunkedBytes, writePostings } from '../../engine/index/postings.ts';
import { createSparseTermsBuilder } from '../../engine/index/sparse-terms.ts';
import { INLINE_DOCUMENTS, readTermBlock, sharedUnits } from '../../engine/index/term-block.ts';
import { createTermBlockBuilder } from '../../engine/index/term-block-builder.ts';
import { formatShare, formatTable } from '../table.ts';
import { cpu } from './compare-postings.ts';
import type { BenchIndex, BenchList, BenchTerm } from './lists.ts';
import { POSTINGS_CODINGS } from './posting-codings.ts';

const THRESHOLDS = [1, 2, 4, 8, 16, 32, 64];
const TERMS_OF_A_BLOCK = [75, 150, 300, 600, 1200];

const listsOf = ({ body, title }: BenchTerm): BenchList[] => [body, title].filter((list) => list !== null);
const gammaBits = (value: number): number => 2 * (31 - Math.clz32(value)) + 1;

interface Dictionary {
  blocks: Uint8Array[];
  sparseBytes: number;
  /** Of the blocks with their checksums. */
  bytes: number;
}

/** @param perBlock terms; null for blocks as the engine cuts them */
function writeDictionary({ terms, articles }: BenchIndex, perBlock: number | null): Dictionary {
  const block = createTermBlockBuilder(articles.length);
  const sparse = createSparseTermsBuilder();
  const blocks: Uint8Array[] = [];
  let offset = 0;
  let [last, lastBefore] = ['', ''];
  const close = (): void => {
    const first = block.firstTerm;
    blocks.push(block.finish().slice());
    sparse.add(first, lastBefore, blocks[blocks.length - 1].length + CHECKSUM_BYTES);
    lastBefore = last;
  };
  terms.forEach(({ term, cost, body, title }, i) => {
    if (perBlock === null ? block.endsBefore(term) : i > 0 && i % perBlock === 0) close();
    const lists = [body, title].map((list) => list && { documentFrequency: list.total, bySlot: list.bySlot });
    for (const payload of block.add({ term, cost, body: lists[0], title: lists[1] }, offset))
      offset += chunkedBytes(payload.length);
    last = term;
  });
  if (!block.empty) close();
  const bytes = blocks.reduce((sum, { length }) => sum + length + CHECKSUM_BYTES, 0);
  return { blocks, sparseBytes: sparse.finish().length, bytes };
}

/** The dictionary with whole bytes for everything, and lists of up to 16 bytes in it. */
function wholeBytes({ terms, articles }: BenchIndex): { terms: number; postings: number } {
  const varints = POSTINGS_CODINGS.find(({ name }) => name.includes('by slot, varint'))!;
  const out = createByteWriter();
  let [postings, previous, written] = [0, '', 0];
  for (const entry of terms) {
    out.reset();
    const shared = sharedUnits(previous, entry.term);
    out.varint(shared);
    out.varint(entry.term.length - shared);
    out.units(entry.term, shared);
    out.byte(0);
    if (entry.cost !== undefined) out.byte(entry.cost);
    for (const list of listsOf(entry)) {
      const payload = varints.encode(list, articles.length);
      out.varint(list.total);
      out.varint(payload.length);
      if (payload.length <= 16) out.bytes(payload);
      else postings += chunkedBytes(payload.length);
    }
    written += out.length;
    previous = entry.term;
  }
  return { terms: written, postings };
}

export function compareDictionary(index: BenchIndex): string {
  const { textBytes, terms, articles } = index;
  const share = (bytes: number): string => formatShare(bytes / textBytes);
  const packed = createBitWriter();
  const sizes = terms.flatMap(listsOf).map(({ total, bySlot }) => {
    packed.reset();
    writePostings(packed, bySlot, total, articles.length);
    return { total, bits: packed.length, bytes: packed.view().length };
  });
  const own = writeDictionary(index, null);
  const before = wholeBytes(index);
  const thresholds = THRESHOLDS.map((most) => {
    let bits = own.bytes * 8;
    let [postings, outside] = [0, 0];
    for (const list of sizes) {
      const inlineNow = list.total <= INLINE_DOCUMENTS;
      const inlineThen = list.total <= most;
      if (inlineNow !== inlineThen) bits += (inlineThen ? 1 : -1) * (list.bits - gammaBits(list.bytes));
      if (inlineThen) continue;
      postings += chunkedBytes(list.bytes);
      outside++;
    }
    return [
      most === INLINE_DOCUMENTS ? `up to ${most} documents (ours)` : `up to ${most} documents`,
      share(bits / 8),
      share(postings),
      share(bits / 8 + postings),
      outside,
    ];
  });
  thresholds.push([
    'up to 16 bytes, whole bytes for everything',
    share(before.terms),
    share(before.postings),
    share(before.terms + before.postings),
    '',
  ]);
  const blocks = [
    ...TERMS_OF_A_BLOCK.map((perBlock) => ({ name: `${perBlock} terms`, ...writeDictionary(index, perBlock) })),
    { name: 'of 2 KB (ours)', ...own },
  ].map(({ name, blocks: written, bytes, sparseBytes }) => {
    const microseconds = Math.min(
      ...[0, 1, 2].map(() =>
        cpu(() => {
          for (const block of written) readTermBlock(block, articles.length, 'a block');
        }),
      ),
    );
    return [
      name,
      Math.round(bytes / written.length),
      share(bytes),
      (sparseBytes / 1000).toFixed(1),
      (microseconds / written.length).toFixed(0),
      ((microseconds * 1000) / terms.length).toFixed(0),
    ];
  });
  return [
    formatTable(['lists in the dictionary', 'dictionary', 'postings', 'both', 'lists outside'], thresholds),
    formatTable(['dictionary blocks', 'bytes a block', 'x text', 'sparse index KB', 'us a block', 'ns a term'], blocks),
  ].join('\n\n');
}

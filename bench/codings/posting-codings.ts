// The codings of postings that were compared, each with its decoder: what they differ in is how gaps are coded, and
// whether a list goes by slot, so that a prefix of its bytes is its best documents, or by document.

import {
  type BitReader,
  type BitWriter,
  createBitReader,
  createBitWriter,
  readAscending,
  readBits,
  readGamma,
  readRice,
  readUnary,
} from '../../engine/index/bits.ts';
import { type Postings, readPostings, riceParameter, writePostings } from '../../engine/index/postings.ts';
import { SLOT_BITS, SLOTS } from '../../engine/index/slots.ts';
import type { BenchList } from './lists.ts';

export interface PostingsCoding {
  name: string;
  /** The first bytes of a list are its best documents. */
  isBySlot: boolean;
  /** @param documents of the index */
  encode(list: BenchList, documents: number): Uint8Array;
  decode(bytes: Uint8Array, total: number, documents: number): Postings;
}

const roomFor = (total: number): Postings => ({
  documents: new Uint32Array(total),
  slots: new Uint8Array(total),
  count: total,
});

function varint(out: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest >>>= 7) out.push((rest & 127) | 128);
  out.push(rest);
}

const varints: PostingsCoding = {
  name: 'by slot, varint gaps',
  isBySlot: true,
  encode({ bySlot }) {
    const out: number[] = [];
    bySlot.forEach((group, slot) => {
      if (group.length === 0) return;
      varint(out, group.length * SLOTS + slot);
      group.forEach((document, i) => {
        varint(out, i === 0 ? document : document - group[i - 1]);
      });
    });
    return Uint8Array.from(out);
  },
  decode(bytes, total) {
    const into = roomFor(total);
    let at = 0;
    const next = (): number => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) return value;
      }
    };
    for (let count = 0; count < total; ) {
      const head = next();
      const end = count + (head >>> SLOT_BITS);
      for (let document = 0; count < end; count++) {
        document += next();
        into.documents[count] = document;
        into.slots[count] = head & (SLOTS - 1);
      }
    }
    return into;
  },
};

/** The head of a group as the engine writes it; what follows differs. */
function bySlotOf(
  name: string,
  writeGroup: (out: BitWriter, group: Uint32Array, documents: number) => void,
  readGroup: (input: BitReader, inGroup: number, documents: number, into: Uint32Array, from: number) => void,
): PostingsCoding {
  return {
    name,
    isBySlot: true,
    encode({ bySlot, total }, documents) {
      const out = createBitWriter();
      let passed = -1;
      let left = total;
      bySlot.forEach((group, slot) => {
        if (group.length === 0) return;
        if (passed < 0) out.write(slot, SLOT_BITS);
        else out.unary(slot - passed - 1);
        passed = slot;
        if (left > 1) out.gamma(group.length);
        left -= group.length;
        writeGroup(out, group, documents);
      });
      return out.view().slice();
    },
    decode(bytes, total, documents) {
      const into = roomFor(total);
      const input = createBitReader(bytes);
      let slot = -1;
      for (let count = 0; count < total; ) {
        slot = slot < 0 ? readBits(input, SLOT_BITS) : slot + 1 + readUnary(input);
        const inGroup = total - count > 1 ? readGamma(input) : 1;
        readGroup(input, inGroup, documents, into.documents, count);
        into.slots.fill(slot, count, count + inGroup);
        count += inGroup;
      }
      return into;
    },
  };
}

const PARAMETER_BITS = 5;

function bestParameter(group: Uint32Array): number {
  const bits = (k: number): number =>
    group.reduce(
      (sum, document, i) => sum + 1 + k + Math.floor((document - (i === 0 ? 0 : group[i - 1] + 1)) / 2 ** k),
      0,
    );
  let best = 0;
  while (bits(best + 1) < bits(best)) best++;
  return best;
}

const gapOf = (group: Uint32Array, i: number): number => group[i] - (i === 0 ? 0 : group[i - 1] + 1);

const riceWithParameter = bySlotOf(
  'by slot, Rice, parameter written',
  (out, group) => {
    const k = bestParameter(group);
    out.write(k, PARAMETER_BITS);
    for (let i = 0; i < group.length; i++) out.rice(gapOf(group, i), k);
  },
  (input, inGroup, documents, into, from) => {
    readAscending(input, readBits(input, PARAMETER_BITS), inGroup, documents, into, from);
  },
);

const PACKED_TOGETHER = 128;

const bitPacked = bySlotOf(
  'by slot, bit-packed by 128',
  (out, group) => {
    for (let start = 0; start < group.length; start += PACKED_TOGETHER) {
      const end = Math.min(group.length, start + PACKED_TOGETHER);
      let width = 0;
      for (let i = start; i < end; i++) width = Math.max(width, 32 - Math.clz32(gapOf(group, i)));
      out.write(width, PARAMETER_BITS);
      for (let i = start; i < end; i++) out.write(gapOf(group, i), width);
    }
  },
  (input, inGroup, _, into, from) => {
    let document = -1;
    for (let start = 0; start < inGroup; start += PACKED_TOGETHER) {
      const end = Math.min(inGroup, start + PACKED_TOGETHER);
      const width = readBits(input, PARAMETER_BITS);
      for (let i = start; i < end; i++) {
        document += 1 + readBits(input, width);
        into[from + i] = document;
      }
    }
  },
);

/** A list by document, each with its slot. */
function inOrder({ bySlot }: BenchList): { document: number; slot: number }[] {
  return bySlot
    .flatMap((group, slot) => [...group].map((document) => ({ document, slot })))
    .sort((a, b) => a.document - b.document);
}

const documentOrder: PostingsCoding = {
  name: 'by document, varint gaps, half a byte of slot',
  isBySlot: false,
  encode(list) {
    const out: number[] = [];
    const sorted = inOrder(list);
    sorted.forEach(({ document }, i) => {
      varint(out, i === 0 ? document : document - sorted[i - 1].document);
    });
    for (let i = 0; i < sorted.length; i += 2) out.push(sorted[i].slot | ((sorted[i + 1]?.slot ?? 0) << SLOT_BITS));
    return Uint8Array.from(out);
  },
  decode(bytes, total) {
    const into = roomFor(total);
    let at = 0;
    let document = 0;
    for (let i = 0; i < total; i++) {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) break;
      }
      document += value;
      into.documents[i] = document;
    }
    for (let i = 0; i < total; i++) into.slots[i] = (bytes[at + (i >>> 1)] >>> ((i & 1) * SLOT_BITS)) & (SLOTS - 1);
    return into;
  },
};

const documentOrderRice: PostingsCoding = {
  name: 'by document, Rice, half a byte of slot',
  isBySlot: false,
  encode(list, documents) {
    const out = createBitWriter();
    const k = riceParameter(list.total, documents);
    let previous = -1;
    for (const { document, slot } of inOrder(list)) {
      out.rice(document - previous - 1, k);
      out.write(slot, SLOT_BITS);
      previous = document;
    }
    return out.view().slice();
  },
  decode(bytes, total, documents) {
    const into = roomFor(total);
    const input = createBitReader(bytes);
    const k = riceParameter(total, documents);
    let document = -1;
    for (let i = 0; i < total; i++) {
      document += 1 + readRice(input, k);
      into.documents[i] = document;
      into.slots[i] = readBits(input, SLOT_BITS);
    }
    return into;
  },
};

const ours: PostingsCoding = {
  name: 'by slot, Rice, parameter derived (ours)',
  isBySlot: true,
  encode({ bySlot, total }, documents) {
    const out = createBitWriter();
    writePostings(out, bySlot, total, documents);
    return out.view().slice();
  },
  decode: (bytes, total, documents) => readPostings(bytes, total, documents, 'a list'),
};

export const POSTINGS_CODINGS: readonly PostingsCoding[] = [
  ours,
  riceWithParameter,
  bitPacked,
  varints,
  documentOrder,
  documentOrderRice,
];

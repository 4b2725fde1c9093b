// How many articles hold a string, told from its rarest pairs of characters: those that have all of them in one field. A
// string is worth offering where it stands in articles as such, and not only its words.

import { NO_DOCUMENT } from '../../index/numbering.ts';
import type { PostingsSlice } from '../../index/postings.ts';
import { lookUpTerms, type PublishedIndex, type SegmentTerm } from '../../index/published-index.ts';
import type { Part, ReadSession } from '../../index/reads.ts';
import { postingsPart } from '../../index/segment.ts';
import { FIELDS, type Field } from '../../index/term-block.ts';
import { documentFrequency } from '../plan-builder.ts';
import { bigrams } from '../unit.ts';

/** Pairs that are looked at, the rarest ... */
const MOST_PAIRS = 3;

/** ... but of the third and further ones none that stand in more articles than lists are read of. */
const MOST_DOCUMENTS = 2_000;

/** Bytes read of one list: all of one of so many articles, and of longer ones the articles that they are best in. */
const LIST_BYTES = 4096;

/**
 * An estimate where lists are long.
 * @param text Han characters, two and more
 * @returns after two rounds of reads at most
 */
export async function countLiteral(index: PublishedIndex, session: ReadSession, text: string): Promise<number> {
  const pairs = [...new Set(bigrams([...text]))];
  const lookup = await lookUpTerms(index, session, pairs, []);
  const found = pairs
    .map((pair) => ({ terms: lookup.find(pair), frequency: documentFrequency(lookup.find(pair)) }))
    .sort((a, b) => a.frequency - b.frequency);
  const [rarest] = found;
  if (rarest.frequency === 0 || found.length === 1) return rarest.frequency;
  const asked = found.filter(({ frequency }, i) => i < 2 || (i < MOST_PAIRS && frequency <= MOST_DOCUMENTS));
  const lists = asked.flatMap(({ terms }) => FIELDS.map((field) => listsOf(terms, field)));
  const parts = lists.flat().flatMap(({ part }) => (part ? [part] : []));
  const read = (await index.reads.fetch(session, parts)).values();
  const held = lists.map(
    (some) => new Set(some.flatMap((list) => numbersIn(list, list.part ? read.next().value! : null))),
  );
  let count = 0;
  FIELDS.forEach((field, place) => {
    const own = held.filter((_, i) => i % FIELDS.length === place);
    let together = 0;
    for (const document of own[0]) if (own.every((list) => list.has(document))) together++;
    // What the lists that were cut do not say is taken to be like what they say.
    const shares = asked.map(({ terms }, i) => {
      const all = terms.reduce((sum, { frequency }) => sum + frequency[field], 0);
      return own[i].size > 0 ? all / own[i].size : 1;
    });
    count = Math.max(count, together * shares.reduce((product, share) => product * share, 1));
  });
  return count;
}

/** A list of one segment: at hand, or a part to be read. */
interface List {
  term: SegmentTerm;
  inline: PostingsSlice | null;
  part: Part<PostingsSlice> | null;
}

const listsOf = (terms: readonly SegmentTerm[], field: Field): List[] =>
  terms.flatMap((term) => {
    const entry = term.entry[field];
    if (!entry) return [];
    return [{ term, inline: entry.inline, part: entry.inline ? null : postingsPart(term.segment, entry, LIST_BYTES) }];
  });

/** The live documents of a list, by their numbers in the index. */
function numbersIn({ term, inline }: List, read: PostingsSlice | null): number[] {
  const { documents, count } = (inline ?? read)!;
  const { base, each } = term.numbers;
  return Array.from(documents.subarray(0, count), (local) => (each === null ? base + local : each[local])).filter(
    (document) => document !== NO_DOCUMENT,
  );
}

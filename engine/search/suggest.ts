// Answers /suggest from the companion of a version: head (and readings, where characters were typed), blocks, texts: three
// rounds behind the pointer's. What many beginnings share is decided beforehand, so no answer reads more than a few blocks.

import { bareText } from '../analysis/bare-text.ts';
import { fold } from '../analysis/fold.ts';
import { NotBuiltError } from '../errors.ts';
import { markedHtml } from '../highlight/html.ts';
import type { Span } from '../highlight/marks.ts';
import { type CompanionSource, companionOf, companionPart } from '../index/companion.ts';
import type { PublishedIndex } from '../index/published-index.ts';
import type { Part, ReadSession } from '../index/reads.ts';
import { readSounds, type Sounds } from '../index/sounds.ts';
import {
  readEntryBlock,
  readTextBlock,
  readTopsBlock,
  STARTS_BONUS,
  type SuggestEntry,
} from '../index/suggest-entries.ts';
import { blocksWithPrefix, MOST_BLOCKS, readHead, type SuggestHead, TEXTS_PER_BLOCK } from '../index/suggest-head.ts';
import type { Suggestion, SuggestRequest, SuggestResponse } from './contract.ts';
import type { OpenedIndex } from './opened-index.ts';
import {
  type Lookup,
  matchedUnits,
  needsSounds,
  prefixOf,
  readTyped,
  type SuggestionKind,
  soundLookups,
  type Typed,
  textLookup,
} from './suggest-lookups.ts';

/** How it is met decides first, then how frequent it is: no weight is as large as these steps. */
const KIND_BONUS: Readonly<Record<SuggestionKind, number>> = {
  text: 3000,
  mixed: 2000,
  pinyin: 2000,
  initials: 1000,
  sound: 0,
};
/** All of a suggestion was typed. */
const WHOLE_BONUS = 300;
/** Candidates whose texts are read to see whether they go on as typed. */
const MOST_COMPARED = 24;

interface Candidate {
  entry: SuggestEntry;
  kind: SuggestionKind;
  matched: number;
  score: number;
}

/** @throws NotBuiltError when the version has no suggestions, and as `search` */
export async function suggest(
  { published: index }: OpenedIndex,
  { q, limit }: SuggestRequest,
  session: ReadSession,
): Promise<SuggestResponse> {
  const { collection, version, documents } = index.manifest;
  const companion = companionOf(index.manifest, 'suggest');
  if (!companion)
    throw new NotBuiltError(
      `collection "${collection}" was published without suggestions: publish it again with xunwen index ... --rebuild`,
    );
  const typed = readTyped(q);
  const found = typed.units.length === 0 ? [] : await findCandidates(index, companion, typed, limit, session);
  return { query: q, suggestions: found.slice(0, limit), index: { collection, version, documents } };
}

async function findCandidates(
  { reads }: PublishedIndex,
  companion: CompanionSource,
  typed: Typed,
  limit: number,
  session: ReadSession,
): Promise<Suggestion[]> {
  const wantsSounds = needsSounds(typed);
  const parts: Part<SuggestHead | Sounds>[] = [wholePart(companion, 'head', readHead, 12)];
  if (wantsSounds) parts.push(wholePart(companion, 'sounds', readSounds, 6));
  const [head, sounds = null] = (await reads.fetch(session, parts)) as [SuggestHead, Sounds?];
  const literal = textLookup(typed);
  // Characters that many texts have are meant as they are.
  const isCommon = typed.isAllHan && literal.some((lookup) => isLong(head, prefixOf(lookup)));
  const lookups = isCommon ? literal : [...literal, ...soundLookups(typed, sounds)];
  const asked = lookups.map((lookup) => ({ lookup, parts: entryParts(companion, head, prefixOf(lookup)) }));
  const blocks = await reads.fetch(
    session,
    asked.flatMap(({ parts: some }) => some),
  );
  const best = new Map<string, Candidate>();
  let next = 0;
  for (const { lookup, parts: some } of asked) {
    for (const read of blocks.slice(next, next + some.length)) collect(best, lookup, read(prefixOf(lookup)), typed);
    next += some.length;
  }
  const ranked = [...best.values()].sort(inOrder);
  return show(reads, companion, head, ranked, typed, limit, session);
}

/** The higher score, then what is shorter, then what comes first in the alphabet. */
const inOrder = (a: Candidate, b: Candidate): number =>
  b.score - a.score ||
  a.entry.units.length - b.entry.units.length ||
  (a.entry.units < b.entry.units ? -1 : a.entry.units > b.entry.units ? 1 : a.entry.text - b.entry.text);

function collect(best: Map<string, Candidate>, lookup: Lookup, entries: readonly SuggestEntry[], typed: Typed): void {
  for (const entry of entries) {
    const matched = matchedUnits(lookup, entry);
    if (matched === 0) continue;
    const isLiteral = lookup.kind !== 'initials' && entry.units.slice(0, matched) === typed.units.slice(0, matched);
    // What stands there as it was typed is met by its text, whatever found it.
    const kind = isLiteral ? 'text' : lookup.kind;
    const isWhole = entry.text < 0 && matched === entry.units.length && entry.key.length === lookup.spelt.length + 1;
    const score =
      // Latin letters may be meant as pinyin.
      KIND_BONUS[lookup.kind === 'pinyin' ? 'pinyin' : kind] +
      entry.weight +
      (entry.start === 0 ? STARTS_BONUS : 0) +
      (isWhole ? WHOLE_BONUS : 0);
    const name = entry.text < 0 ? entry.units : String(entry.text);
    if ((best.get(name)?.score ?? -1) < score) best.set(name, { entry, kind, matched, score });
  }
}

const isLong = ({ keys }: SuggestHead, prefix: string): boolean => {
  const range = blocksWithPrefix(keys, prefix);
  return range !== null && range[1] - range[0] >= MOST_BLOCKS;
};

/** Gives the entries of a prefix. */
type Entries = (prefix: string) => readonly SuggestEntry[];

/** The blocks that keys with a prefix are in, or the block with the best of them. */
function entryParts(companion: CompanionSource, head: SuggestHead, prefix: string): Part<Entries>[] {
  const range = blocksWithPrefix(head.keys, prefix);
  if (!range) return [];
  if (range[1] - range[0] < MOST_BLOCKS) {
    return Array.from({ length: range[1] - range[0] + 1 }, (_, i) => {
      const { offsets } = head.keys;
      const block = range[0] + i;
      return companionPart(
        companion,
        'keys',
        offsets[block],
        offsets[block + 1] - offsets[block],
        (bytes) => {
          const entries = readEntryBlock(bytes, `block ${block} of the suggestions`);
          return () => entries;
        },
        20,
      );
    });
  }
  const block = blocksWithPrefix(head.tops, prefix)![0];
  const { offsets } = head.tops;
  const decode = (bytes: Uint8Array): Entries => {
    const lists = readTopsBlock(bytes, `block ${block} of the best suggestions`);
    return (wanted) => lists.get(wanted) ?? [];
  };
  return [companionPart(companion, 'tops', offsets[block], offsets[block + 1] - offsets[block], decode, 20)];
}

function wholePart<T>(
  companion: CompanionSource,
  section: string,
  read: (bytes: Uint8Array, name: string) => T,
  expansion: number,
): Part<T> {
  const { length } = companion.sections[section];
  const name = `section "${section}" of ${companion.source.key}`;
  return companionPart(companion, section, 0, length, (bytes) => read(bytes, name), expansion);
}

/** Read the texts of the best, leave out those that go on otherwise than typed, and mark them. */
async function show(
  reads: PublishedIndex['reads'],
  companion: CompanionSource,
  head: SuggestHead,
  ranked: readonly Candidate[],
  typed: Typed,
  limit: number,
  session: ReadSession,
): Promise<Suggestion[]> {
  const isLonger = ({ kind, matched }: Candidate): boolean => kind === 'text' && typed.units.length > matched;
  const shown = ranked.slice(0, ranked.some(isLonger) ? MOST_COMPARED : limit);
  const parts = shown.flatMap(({ entry: { text } }) => (text < 0 ? [] : [textPart(companion, head, text)]));
  const texts = (await reads.fetch(session, parts)).values();
  return shown.flatMap((candidate) => {
    const { entry, kind, matched } = candidate;
    if (entry.text < 0) return [shownAs(entry.units, kind, [0, matched])];
    const text = texts.next().value![entry.text % TEXTS_PER_BLOCK];
    const { units, offsets } = bareText(fold(text));
    if (isLonger(candidate) && !units.startsWith(typed.units, entry.start)) return [];
    const count = isLonger(candidate) ? typed.units.length : matched;
    return [shownAs(text, kind, [offsets[entry.start], offsets[entry.start + count - 1] + 1])];
  });
}

const shownAs = (text: string, kind: SuggestionKind, mark: Span): Suggestion => ({
  text,
  html: markedHtml(text, [mark]),
  marks: [mark],
  kind,
});

function textPart(companion: CompanionSource, { texts }: SuggestHead, text: number): Part<string[]> {
  const block = Math.floor(text / TEXTS_PER_BLOCK);
  const name = `block ${block} of the texts of suggestions`;
  const length = texts[block + 1] - texts[block];
  return companionPart(companion, 'texts', texts[block], length, (bytes) => readTextBlock(bytes, name), 6);
}

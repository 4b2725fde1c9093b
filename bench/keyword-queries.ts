// Keyword queries cut from a set's own documents: what somebody types who remembers an article. Relevant is
// every document that holds all keywords, as written, so no engine's way of cutting words decides.

import { fold, normalizeStored } from '../engine/analysis/fold.ts';
import type { BenchDocument, BenchQuery, Judgements } from './data-set.ts';
import { holdersOf, inAll } from './holders.ts';
import { type JudgedQuery, judge } from './judged-queries.ts';
import { type ContentWords, createWordCutter } from './keyword-words.ts';
import { below, createRandom, type Random, shuffled } from './random.ts';

/** Queries of each kind and set, where the documents allow it. */
const WANTED = { keywords: 500, names: 250 };
/** So many documents for each query wanted are looked at: from some, nothing fitting can be cut. */
const SOURCES = 2;
/** They are gone through so often at most: a small set gives a document several queries. */
const ROUNDS = 3;
/** Draws from one document until a combination is right. */
const DRAWS = 20;
/** All keywords together identify an article: so many hold them at most. */
const MOST_RELEVANT = 5;
/** A keyword stands in this share of the documents at most: commoner ones nobody types to find an article. */
const MOST_SHARE = 0.05;
/** The first keyword is what the article is about: of the best third by tf x idf. The others are details. */
const SALIENT_SHARE = 1 / 3;
const SEED = 20240607;

export interface GeneratedQueries {
  name: 'keywords' | 'names';
  judgements: Judgements;
  queries: JudgedQuery[];
}

/** A document that queries are cut from. */
interface Source {
  /** Its number among all documents. */
  number: number;
  title: string;
  /** Words that may be asked, the most salient first. */
  nouns: string[];
  names: string[];
}

/**
 * Cut keyword and name queries. The same documents give the same queries.
 * @param set stands before the queries' ids
 */
export function cutQueries(set: string, documents: readonly BenchDocument[]): GeneratedQueries[] {
  const random = createRandom(SEED);
  const texts = documents.map(({ title, text }) => comparable(`${title}\n${text}`));
  const numbers = shuffled([...documents.keys()], random).slice(0, SOURCES * WANTED.keywords);
  const cut = createWordCutter();
  const words = numbers.map((number) => cut(comparable(documents[number].text || documents[number].title)));
  const holders = holdersOf(new Set(words.flatMap(({ nouns, names }) => [...nouns.keys(), ...names.keys()])), texts);
  const sources = numbers.map((number, i): Source => {
    const { title, text } = documents[number];
    return { number, title: text === '' ? '' : comparable(title), ...usable(words[i], holders, texts.length) };
  });
  const generated = (name: 'keywords' | 'names', draw: (source: Source) => string[] | null): GeneratedQueries => {
    const cuts = collect(sources, WANTED[name], draw);
    const queries: BenchQuery[] = [];
    const judgements: Judgements = new Map();
    for (const [text, { keywords, source }] of cuts) {
      const id = `${set}-${name}-${queries.length + 1}`;
      queries.push({ id, text });
      // No engine can know from which of them the query was cut, so all have one grade. That one comes first: it decides the half.
      const holding = inAll(keywords.map((keyword) => holders.get(keyword)!));
      const relevant = [source.number, ...holding.filter((number) => number !== source.number)];
      judgements.set(id, new Map(relevant.map((number) => [documents[number].id, 1])));
    }
    return { name, judgements, queries: judge(queries, judgements) };
  };
  return [
    generated('keywords', (source) => drawKeywords(source, holders, random)),
    generated('names', (source) => drawName(source, holders, random)),
  ];
}

/** What a reader's eye takes for the same: as the index folds it. */
function comparable(text: string): string {
  return fold(normalizeStored(text));
}

/** Nouns that a few documents hold and names that are not common, the most salient first. */
function usable(
  { nouns, names }: ContentWords,
  holders: ReadonlyMap<string, number[]>,
  documents: number,
): Pick<Source, 'nouns' | 'names'> {
  const salience = (word: string, occurrences: number): number =>
    occurrences * Math.log(documents / holders.get(word)!.length);
  const pick = (words: Map<string, number>, least: number): string[] =>
    [...words]
      .filter(([word]) => {
        const { length } = holders.get(word)!;
        return length >= least && length <= Math.max(2, MOST_SHARE * documents);
      })
      .sort(([a, m], [b, n]) => salience(b, n) - salience(a, m))
      .map(([word]) => word);
  return { nouns: pick(nouns, 2), names: pick(names, 1) };
}

/** Go round the sources until there are enough different queries. */
function collect(
  sources: readonly Source[],
  wanted: number,
  draw: (source: Source) => string[] | null,
): Map<string, { keywords: string[]; source: Source }> {
  const cuts = new Map<string, { keywords: string[]; source: Source }>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const source of sources) {
      if (cuts.size >= wanted) return cuts;
      const keywords = draw(source);
      if (keywords !== null && !cuts.has(keywords.join(' '))) cuts.set(keywords.join(' '), { keywords, source });
    }
  }
  return cuts;
}

/** Two or three nouns, not all of them from the title, that few documents hold together. */
function drawKeywords(
  { nouns, title }: Source,
  holders: ReadonlyMap<string, number[]>,
  random: Random,
): string[] | null {
  for (let draws = 0; draws < DRAWS && nouns.length >= 2; draws++) {
    const first = nouns[below(random, Math.ceil(nouns.length * SALIENT_SHARE))];
    const details = shuffled(
      nouns.filter((word) => !word.includes(first) && !first.includes(word)),
      random,
    ).slice(0, 1 + below(random, 2));
    const keywords = [first, ...details];
    if (details.length === 0 || keywords.every((word) => title.includes(word))) continue;
    if (details.length === 2 && (details[0].includes(details[1]) || details[1].includes(details[0]))) continue;
    if (inAll(keywords.map((word) => holders.get(word)!)).length <= MOST_RELEVANT) return keywords;
  }
  return null;
}

/** One name that few documents hold. */
function drawName({ names }: Source, holders: ReadonlyMap<string, number[]>, random: Random): string[] | null {
  const rare = names.filter((name) => holders.get(name)!.length <= MOST_RELEVANT);
  return rare.length === 0 ? null : [rare[below(random, rare.length)]];
}

// Pairs of articles for the bench of near-duplicates: copies with up to a fifth of their sentences changed, and pairs
// that are hard to tell from copies: issues of one series, articles on one topic, articles with half of their sentences
// in common. Made of real articles; the same seed gives the same pairs.

import { foldUnit } from '../engine/analysis/fold.ts';
import type { BenchDocument } from './data-set.ts';
import { below, createRandom, type Random, shuffled } from './random.ts';

export interface PairArticle {
  title: string;
  body: string;
  /** Milliseconds since the epoch; NaN for the undated. */
  instant: number;
}

export interface Pair {
  kind: string;
  isDuplicate: boolean;
  one: PairArticle;
  other: PairArticle;
}

/** A document of the sets that have dates. */
export interface DatedDocument extends BenchDocument {
  date?: string;
}

/** Shares of the sentences that are changed in a copy, each as often. */
export const CHANGED_SHARES = [0, 0.05, 0.1, 0.15, 0.2] as const;

/** Copies are made of texts of so many characters, and of so many sentences, that a tenth of them is one. */
const SHORTEST = 150;
const FEWEST_SENTENCES = 10;
const DAY = 86_400_000;
const SENTENCE_END = /(?<=[。！？!?\n])/;
const FIGURE = /\d+/g;
const FIGURES = /[\d〇零一二三四五六七八九十百千]+/g;

const sentencesOf = (text: string): string[] => text.split(SENTENCE_END).filter((sentence) => sentence.trim() !== '');
const drawn = <T>(values: readonly T[], random: Random): T => values[below(random, values.length)];

/**
 * As many duplicates as different ones.
 * @param documents of the news sets, with dates
 * @throws RangeError when they have no articles that are long enough, or no series
 */
export function duplicatePairs(documents: readonly DatedDocument[], ofEach: number, seed: number): Pair[] {
  const random = createRandom(seed);
  const long = documents.filter(({ text }) => text.length >= SHORTEST && sentencesOf(text).length >= FEWEST_SENTENCES);
  if (long.length < 2) throw new RangeError('pairs cannot be made without articles of ten sentences');
  const pairs = Array.from({ length: ofEach }, (_, i) =>
    copyPair(drawn(long, random), long, CHANGED_SHARES[i % CHANGED_SHARES.length], random),
  );
  const issues = shuffled(issuePairs(documents), random);
  const topics = shuffled(topicPairs(documents), random);
  const quarter = Math.floor(ofEach / 4);
  pairs.push(...issues.slice(0, quarter), ...topics.slice(0, quarter));
  for (let i = 0; pairs.length < 2 * ofEach; i++)
    pairs.push((i % 2 === 0 ? reportPair : recombinedPair)(drawn(long, random), long, random));
  return shuffled(pairs, random);
}

const instantOf = ({ date }: DatedDocument): number =>
  date ? Date.parse(`${date.replace(' ', 'T')}+08:00`) : Number.NaN;
const articleOf = (document: DatedDocument): PairArticle => ({
  title: document.title,
  body: document.text,
  instant: instantOf(document),
});

function copyPair(document: DatedDocument, others: readonly DatedDocument[], share: number, random: Random): Pair {
  const one = articleOf(document);
  const sentences = sentencesOf(document.text);
  const changed = shuffled([...sentences.keys()], random).slice(0, Math.floor(share * sentences.length));
  for (const at of changed) {
    const way = below(random, 3);
    if (way === 0) sentences[at] = drawn(sentencesOf(drawn(others, random).text), random);
    else if (way === 1) sentences[at] = reworded(sentences[at], drawn(others, random).text, random);
    else sentences[at] = '';
  }
  if (random() < 0.3 && sentences.length > 2) {
    const at = below(random, sentences.length - 1);
    [sentences[at], sentences[at + 1]] = [sentences[at + 1], sentences[at]];
  }
  let body = sentences.join('');
  if (random() < 0.3)
    body = `编者按：本文原载于《${drawn(['新民晚报', '城市日报', '文汇报'], random)}》，本站转载时略有删节，供读者参考。\n${body}`;
  if (random() < 0.5)
    body = `${body}\n来源：${drawn(['新华网', '人民网', '中国新闻网', '本站综合'], random)}　编辑：${drawn(['李明', '王芳', '张伟'], random)}`;
  if (random() < 0.2) body = traditional(body);
  if (random() < 0.3) body = widened(body);
  const title =
    random() < 0.5 ? one.title : `${drawn(['转载：', '关注｜', '快讯：'], random)}${one.title.slice(0, 20)}`;
  // Most are reposted within days, some much later, and some sites have no dates.
  const when = random();
  const instant = one.instant + (when < 0.6 ? below(random, 3) : below(random, 700)) * DAY;
  if (when > 0.8)
    return { kind: copyKind(share), isDuplicate: true, one: undated(one), other: undated({ title, body, instant }) };
  return { kind: copyKind(share), isDuplicate: true, one, other: { title, body, instant } };
}

export const copyKind = (share: number): string => `copy, ${Math.round(100 * share)} % of the sentences changed`;
const undated = (article: PairArticle): PairArticle => ({ ...article, instant: Number.NaN });

/** A sentence with every fifth character another one. */
const reworded = (sentence: string, others: string, random: Random): string =>
  [...sentence].map((character) => (random() < 0.2 ? others.charAt(below(random, others.length)) : character)).join('');

/** By Simplified character: a Traditional one that folds to it. */
function traditionalTable(): Map<string, string> {
  const table = new Map<string, string>();
  for (let unit = 0x4e00; unit < 0xa000; unit++) {
    const folded = foldUnit(unit);
    if (folded !== unit) table.set(String.fromCharCode(folded), String.fromCharCode(unit));
  }
  return table;
}
let table: Map<string, string> | null = null;
function traditional(text: string): string {
  table ??= traditionalTable();
  return [...text].map((character) => table!.get(character) ?? character).join('');
}

/** Figures and letters in full width, other signs between sentences. */
const widened = (text: string): string =>
  text
    .replace(/[0-9A-Za-z]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
    .replaceAll('，', ', ')
    .replaceAll('“', '「')
    .replaceAll('”', '」');

/** Articles of one title but for its figures, of different days: issues of a series. */
function issuePairs(documents: readonly DatedDocument[]): Pair[] {
  const byFrame = new Map<string, DatedDocument[]>();
  for (const document of documents) {
    const frame = document.title.replace(FIGURES, '#');
    if (frame.length < 6 || document.text.length < SHORTEST) continue;
    byFrame.set(frame, [...(byFrame.get(frame) ?? []), document]);
  }
  const pairs: Pair[] = [];
  for (const series of byFrame.values()) {
    // A long series has no more pairs than a few short ones.
    for (let i = 1; i < Math.min(series.length, 12); i++) {
      const [one, other] = [articleOf(series[i - 1]), articleOf(series[i])];
      if (Math.abs(one.instant - other.instant) < DAY) continue;
      pairs.push({ kind: 'two issues of a series', isDuplicate: false, one, other });
    }
  }
  return pairs;
}

/** Rare stretches of so many characters tell that two articles are on one topic. */
const TOPIC_LENGTH = 6;
/** Of so many phrases one is looked at. */
const TAKEN = 8;
/** More of them in common, of those of the shorter one, may well be a copy: nobody has judged these. */
const MOST_COMMON = 0.3;

/** Articles that share rare phrases, of the same days or not. */
function topicPairs(documents: readonly DatedDocument[]): Pair[] {
  const phrasesOf = documents.map(({ text }) => {
    const phrases = new Set<string>();
    for (let i = 0; i + TOPIC_LENGTH <= text.length; i++)
      if (text.charCodeAt(i) % TAKEN === 0) phrases.add(text.slice(i, i + TOPIC_LENGTH));
    return phrases;
  });
  const firstOf = new Map<string, number>();
  const pairs: Pair[] = [];
  documents.forEach((document, i) => {
    if (document.text.length < SHORTEST) return;
    const counts = new Map<number, number>();
    for (const phrase of phrasesOf[i]) {
      const first = firstOf.get(phrase);
      if (first === undefined) firstOf.set(phrase, i);
      else counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    const [best] = [...counts].sort(([, a], [, b]) => b - a);
    if (!best) return;
    const [other, common] = best;
    const share = common / Math.min(phrasesOf[i].size, phrasesOf[other].size);
    if (share < 0.1 || share > MOST_COMMON) return;
    pairs.push({ kind: 'one topic', isDuplicate: false, one: articleOf(document), other: articleOf(documents[other]) });
  });
  return pairs;
}

/** A weekly report and the next: the frame stays, figures are others, two fifths of the sentences are of that week. */
function reportPair(document: DatedDocument, others: readonly DatedDocument[], random: Random): Pair {
  const one = articleOf(document);
  const sentences = sentencesOf(document.text).map((sentence) =>
    random() < 0.4 ? drawn(sentencesOf(drawn(others, random).text), random) : sentence,
  );
  const body = sentences.join('').replace(FIGURE, (figure) => String(Number(figure) + 1 + below(random, 9)));
  const number = 1 + below(random, 50);
  const issue = (article: PairArticle, n: number): PairArticle => ({ ...article, title: `工作周报（第${n}期）` });
  const next = { title: one.title, body, instant: one.instant + 7 * DAY };
  const isNumbered = random() < 0.5;
  return {
    kind: 'two reports of one frame',
    isDuplicate: false,
    one: isNumbered ? issue(one, number) : one,
    other: isNumbered ? issue(next, number + 1) : next,
  };
}

/** Half of the sentences of one article among those of others. */
function recombinedPair(document: DatedDocument, others: readonly DatedDocument[], random: Random): Pair {
  const one = articleOf(document);
  const sentences = sentencesOf(document.text).map((sentence, i) =>
    i % 2 === 0 ? sentence : drawn(sentencesOf(drawn(others, random).text), random),
  );
  const other = {
    title: drawn(others, random).title,
    body: sentences.join(''),
    instant: one.instant + below(random, 30) * DAY,
  };
  return { kind: 'half of the sentences in common', isDuplicate: false, one, other };
}

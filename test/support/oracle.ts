// What a search has to find, written plainly: every article is read, nothing is indexed. Queries are
// kept as parts, so that the oracle needs neither a parser nor a segmenter; Han parts have one or two
// characters, or are quoted, and so are found exactly where they are written.

import { characterProbability, expectedShare } from '../../engine/analysis/character-rarity.ts';
import { dateQueryTerms, dateTerms, findDates } from '../../engine/analysis/dates.ts';
import { fold } from '../../engine/analysis/fold.ts';
import { runs } from '../../engine/analysis/runs.ts';
import type { Article } from '../../engine/article.ts';
import type { SearchRequest } from '../../engine/search/contract.ts';
import { inverseDocumentFrequency, SHARE_WANTED } from '../../engine/search/ranking.ts';

/** A day as it is asked for or mentioned. */
export interface Day {
  year: number | null;
  month: number;
  day: number;
}

export type Asked = { kind: 'literal'; text: string; quoted: boolean } | { kind: 'day'; day: Day; text: string };

export interface Part {
  /** Joined by OR; one where nothing is joined. */
  any: readonly Asked[];
  title: boolean;
  excluded: boolean;
}

/** An article with the days that its title and body mention. */
export interface KnownArticle extends Article {
  days: { title: readonly Day[]; body: readonly Day[] };
}

export function render(parts: readonly Part[]): string {
  const one = (asked: Asked): string => (asked.kind === 'literal' && asked.quoted ? `"${asked.text}"` : asked.text);
  return parts
    .map(({ any, title, excluded }) => `${excluded ? '-' : ''}${title ? 'title:' : ''}${any.map(one).join(' OR ')}`)
    .join(' ');
}

const isSameDay = (asked: Day, mentioned: Day): boolean =>
  asked.month === mentioned.month &&
  asked.day === mentioned.day &&
  (asked.year === null || mentioned.year === null || asked.year === mentioned.year);

/** A Latin word or number is written where no letter or digit stands beside it. */
function isWritten(text: string, literal: string): boolean {
  const isWord = /^[a-z0-9]+$/.test(literal);
  return isWord ? new RegExp(`(?<![a-z0-9])${literal}(?![a-z0-9])`).test(text) : text.includes(literal);
}

export function holds(article: KnownArticle, { any, title }: Part): boolean {
  const fields = title ? (['title'] as const) : (['title', 'body'] as const);
  return any.some((asked) =>
    fields.some((field) =>
      asked.kind === 'day'
        ? article.days[field].some((mentioned) => isSameDay(asked.day, mentioned))
        : isWritten(fold(article[field]), fold(asked.text)),
    ),
  );
}

/** The IDF of the rarest of a part's bigrams, words and days: what it counts beside other parts. */
function rarityOf(articles: readonly KnownArticle[], { any }: Part): number {
  const fields = ['title', 'body'] as const;
  const idf = (isIn: (folded: string) => boolean): number => {
    const counts = fields.map((field) => articles.filter((article) => isIn(fold(article[field]))).length);
    return inverseDocumentFrequency(articles.length, Math.max(...counts));
  };
  const lengthOf = (text: string): number =>
    runs(text).reduce(
      (sum, { kind, start, end }) => sum + (kind === 'han' ? [...text.slice(start, end)].length : 1),
      0,
    );
  const meanOf = (field: 'title' | 'body'): number => {
    const lengths = articles.map((article) => lengthOf(fold(article[field]))).filter((length) => length > 0);
    return lengths.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  };
  const characterIdf = (character: string): number => {
    const share = expectedShare(characterProbability(character) ?? 0, meanOf('title') + meanOf('body'));
    return inverseDocumentFrequency(articles.length, articles.length * share);
  };
  const rarities = any.flatMap((asked) => {
    const folded = fold(asked.text);
    if (asked.kind === 'day')
      return findDates(folded)
        .flatMap(dateQueryTerms)
        .map((term) =>
          idf((text) =>
            findDates(text)
              .flatMap(dateTerms)
              .some((known) => known.term === term),
          ),
        );
    const terms = runs(folded).flatMap(({ kind, start, end }) => {
      const characters = [...folded.slice(start, end)];
      return kind === 'word' ? [characters.join('')] : characters.slice(1).map((char, i) => characters[i]! + char);
    });
    return terms.length > 0
      ? terms.map((term) => idf((text) => isWritten(text, term)))
      : [...folded].map((character) => characterIdf(character));
  });
  return Math.max(...rarities);
}

/** What an article has in a field, or which year or month it is of. */
export function valuesOf({ source, author, tags, extra, date }: Article, field: string): string[] {
  if (field === 'year' || field === 'month') return date ? [date.civil.slice(0, field === 'year' ? 4 : 7)] : [];
  const raw = { source, author, tags, 'extra.channel': extra?.channel }[field];
  return [raw ?? []].flat().map((value) => String(value));
}

/** Every value of a field with the number of articles that have it. */
export function countValues(articles: readonly Article[], field: string): { value: string; count: number }[] {
  const values = [...new Set(articles.flatMap((article) => valuesOf(article, field)))];
  const counted = values.map((value) => ({
    value,
    count: articles.filter((article) => valuesOf(article, field).includes(value)).length,
  }));
  const byValue = (a: { value: string }, b: { value: string }): number => (a.value < b.value ? -1 : 1);
  if (field === 'year' || field === 'month') return counted.sort((a, b) => byValue(b, a));
  return counted.sort((a, b) => b.count - a.count || byValue(a, b));
}

export interface Expected {
  articles: KnownArticle[];
  relaxed: boolean;
}

/** All articles that a query finds. */
export function expectedHits(
  articles: readonly KnownArticle[],
  parts: readonly Part[],
  { from, to, sort, match, filters }: Pick<SearchRequest, 'from' | 'to' | 'sort' | 'match' | 'filters'>,
): Expected {
  const named = parts.filter(({ excluded }) => !excluded);
  const isRequired = ({ any, title }: Part): boolean =>
    any.length === 1 && (title || (any[0]!.kind === 'literal' && any[0]!.quoted));
  const required = named.filter(isRequired);
  const plain = named.filter((part) => !isRequired(part));
  const key = ({ any }: Part): string => fold(any[0]!.text);
  const wanted = plain.filter(
    (part, i) =>
      part.any.length > 1 || plain.findIndex((other) => other.any.length === 1 && key(other) === key(part)) === i,
  );
  const candidates = articles.filter(
    (article) =>
      (from === undefined || (article.date !== undefined && article.date.civil >= from)) &&
      (to === undefined || (article.date !== undefined && article.date.civil <= to)) &&
      (filters ?? []).every(({ field, values }) => valuesOf(article, field).some((value) => values.includes(value))) &&
      !parts.some((part) => part.excluded && holds(article, part)),
  );
  const eligible = candidates.filter((article) => required.every((part) => holds(article, part)));
  const isAll = (match ?? (sort === 'relevance' ? 'some' : 'all')) === 'all';
  const equally = isAll || wanted.length <= 2;
  const weights = new Map(wanted.map((part) => [part, equally ? 1 : rarityOf(articles, part)]));
  /** The share of the parts that an article holds, in whole hundredths; something is at least one. */
  const share = (article: KnownArticle): number => {
    const sum = (of: readonly Part[]): number => of.reduce((total, part) => total + weights.get(part)!, 0);
    const held = wanted.filter((part) => holds(article, part));
    return held.length === 0 ? 0 : Math.max(1, Math.floor((100 * sum(held)) / sum(wanted) + 1e-9));
  };
  const count = (article: KnownArticle, of: readonly Part[]): number =>
    of.filter((part) => holds(article, part)).length;
  /** Those for which a figure is the highest, if it is anything. */
  const best = (of: readonly KnownArticle[], figure: (article: KnownArticle) => number): Expected => {
    const most = Math.max(0, ...of.map(figure));
    const found = of.filter((article) => most > 0 && figure(article) === most);
    return { articles: found, relaxed: found.length > 0 };
  };
  const needed = wanted.length === 0 ? 0 : equally ? 100 : 100 * SHARE_WANTED;
  const full = eligible.filter((article) => share(article) >= needed);
  if (full.length > 0 || isAll) return { articles: full, relaxed: false };
  if (required.length === 0) return best(eligible, share);
  const some = best(eligible, share);
  if (some.articles.length > 0) return some;
  if (eligible.length > 0) return { articles: eligible, relaxed: true };
  // What must be held is held nowhere: then it is wanted like the rest.
  return wanted.length === 0
    ? { articles: [], relaxed: false }
    : best(candidates, (article) => count(article, [...required, ...wanted]));
}

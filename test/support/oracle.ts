// What a search has to find, written plainly: every article is read, nothing is indexed. Queries are
// kept as parts, so that the oracle needs neither a parser nor a segmenter; Han parts have one or two
// characters, or are quoted, and so are found exactly where they are written.

import { fold } from '../../engine/analysis/fold.ts';
import type { Article } from '../../engine/article.ts';
import type { SearchRequest } from '../../engine/search/contract.ts';
import { SHARE_WANTED } from '../../engine/search/ranking.ts';

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

export interface Expected {
  articles: KnownArticle[];
  relaxed: boolean;
}

/** All articles that a query finds. */
export function expectedHits(
  articles: readonly KnownArticle[],
  parts: readonly Part[],
  { from, to, sort, match }: Pick<SearchRequest, 'from' | 'to' | 'sort' | 'match'>,
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
      !parts.some((part) => part.excluded && holds(article, part)),
  );
  const eligible = candidates.filter((article) => required.every((part) => holds(article, part)));
  const count = (article: KnownArticle, of: readonly Part[]): number =>
    of.filter((part) => holds(article, part)).length;
  /** Those that hold the most of the parts, if that is anything. */
  const best = (of: readonly KnownArticle[], by: readonly Part[]): Expected => {
    const most = Math.max(0, ...of.map((article) => count(article, by)));
    const found = of.filter((article) => most > 0 && count(article, by) === most);
    return { articles: found, relaxed: found.length > 0 };
  };
  const isAll = (match ?? (sort === 'relevance' ? 'some' : 'all')) === 'all';
  const needed = isAll || wanted.length <= 2 ? wanted.length : Math.ceil(wanted.length * SHARE_WANTED);
  const full = eligible.filter((article) => count(article, wanted) >= needed);
  if (full.length > 0 || isAll) return { articles: full, relaxed: false };
  if (required.length === 0) return best(eligible, wanted);
  const some = best(eligible, wanted);
  if (some.articles.length > 0) return some;
  if (eligible.length > 0) return { articles: eligible, relaxed: true };
  // What must be held is held nowhere: then it is wanted like the rest.
  return wanted.length === 0 ? { articles: [], relaxed: false } : best(candidates, [...required, ...wanted]);
}

// The little language in which a case says what it expects, and what of it an answer does not meet.
// Articles are named by a part of their title that no other title has.

import type { Hit, SearchResponse } from '../../engine/search/contract.ts';

export type Expectation =
  | { kind: 'first'; article: string }
  | { kind: 'top3' | 'hits' | 'none'; articles: string[] }
  | { kind: 'order'; upper: string; lower: string }
  | { kind: 'total'; count: number }
  /** Of the first hit, unless an article is named: these and nothing else (marks), or at least these (marked). */
  | { kind: 'marks' | 'marked'; article: string | null; texts: string[] }
  | { kind: 'relaxed' };

/** The id of the one article whose title has a text in it. @throws Error when there is none, or several */
export type FindArticle = (name: string) => string;

/**
 * @param at where it is written, for messages
 * @throws Error when it is not in the language
 */
export function parseExpectations(text: string, at: string): Expectation[] {
  return text.split(';').map((part) => {
    const parsed = parseOne(part.trim());
    if (!parsed) throw new Error(`${at}: "${part.trim()}" is no expectation; the table's head lists them`);
    return parsed;
  });
}

function parseOne(text: string): Expectation | null {
  if (text === 'relaxed') return { kind: 'relaxed' };
  const [, verb, article, rest] = /^([a-z]+[0-9]?)(?: (\S+))?: (\S.*)$/.exec(text) ?? [];
  if (verb === undefined) return null;
  const words = rest.split(' ');
  if (verb === 'marks' || verb === 'marked') return { kind: verb, article: article ?? null, texts: words };
  if (article !== undefined) return null;
  if (verb === 'first' && words.length === 1) return { kind: 'first', article: rest };
  if (verb === 'top3' || verb === 'hits' || verb === 'none') return { kind: verb, articles: words };
  if (verb === 'total' && /^[0-9]+$/.test(rest)) return { kind: 'total', count: Number(rest) };
  if (verb === 'order' && words.length === 3 && words[1] === '>')
    return { kind: 'order', upper: words[0], lower: words[2] };
  return null;
}

/** The names of articles in an expectation. */
export function namesIn(expectation: Expectation): string[] {
  switch (expectation.kind) {
    case 'first':
      return [expectation.article];
    case 'top3':
    case 'hits':
    case 'none':
      return expectation.articles;
    case 'order':
      return [expectation.upper, expectation.lower];
    case 'marks':
    case 'marked':
      return expectation.article === null ? [] : [expectation.article];
    default:
      return [];
  }
}

/** What an answer lacks of an expectation, in a sentence; null when it lacks nothing. */
export function problemOf(expectation: Expectation, response: SearchResponse, find: FindArticle): string | null {
  const { hits, total, relaxed } = response;
  const place = (name: string): number => hits.findIndex(({ id }) => id === find(name));
  const say = (name: string): string => (place(name) < 0 ? `${name} is no hit` : `${name} is hit ${place(name) + 1}`);
  switch (expectation.kind) {
    case 'first':
      return place(expectation.article) === 0 ? null : say(expectation.article);
    case 'top3':
    case 'hits': {
      const most = expectation.kind === 'top3' ? 3 : hits.length;
      const missing = expectation.articles.filter((name) => place(name) < 0 || place(name) >= most);
      return missing.length === 0 ? null : missing.map(say).join(', ');
    }
    case 'none': {
      const present = expectation.articles.filter((name) => place(name) >= 0);
      return present.length === 0 ? null : present.map(say).join(', ');
    }
    case 'order': {
      const { upper, lower } = expectation;
      const held = place(upper) >= 0 && (place(lower) < 0 || place(upper) < place(lower));
      return held ? null : `${say(upper)}, ${say(lower)}`;
    }
    case 'total':
      return total === expectation.count ? null : `there are ${total} hits`;
    case 'marks':
    case 'marked': {
      const { kind, article, texts } = expectation;
      const hit = article === null ? hits[0] : hits[place(article)];
      if (!hit) return article === null ? 'there is no hit' : say(article);
      const marked = markedIn(hit);
      const held =
        texts.every((text) => marked.has(text)) && (kind === 'marked' || marked.size === new Set(texts).size);
      return held ? null : `marked are ${[...marked].join(', ') || 'none'}`;
    }
    case 'relaxed':
      return relaxed ? null : 'the answer is not relaxed';
  }
}

/** The distinct texts that are marked in a hit. */
function markedIn({ titleHtml, snippets }: Hit): Set<string> {
  const html = [titleHtml, ...snippets.map((snippet) => snippet.html)].join('\n');
  return new Set([...html.matchAll(/<mark>(.*?)<\/mark>/gs)].map(([, text]) => text));
}

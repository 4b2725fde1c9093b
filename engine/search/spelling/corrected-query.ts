// A query with stretches of it replaced. What does not change stays as it was typed, script, signs and operators.

import { markedHtml } from '../../highlight/html.ts';
import type { Span } from '../../highlight/marks.ts';

export interface Replacement {
  /** UTF-16 units of the query. */
  start: number;
  end: number;
  /** What stands there, folded, and what is to stand there. */
  typed: string;
  text: string;
}

export interface Replaced {
  query: string;
  /** Escaped, what was changed marked. */
  html: string;
}

/** @param replacements ascending, disjoint */
export function replaceStretches(q: string, replacements: readonly Replacement[]): Replaced {
  let query = '';
  let at = 0;
  const marks: Span[] = [];
  for (const { start, end, typed, text } of replacements) {
    query += q.slice(at, start);
    const own = q.slice(start, end);
    for (const [from, to] of changes(typed, text)) marks.push([query.length + from, query.length + to]);
    query += keepTyped(own, typed, text);
    at = end;
  }
  query += q.slice(at);
  return { query, html: markedHtml(query, marks) };
}

/** Where a text differs from what was typed: every changed unit, or the stretch in which units came or went. */
export function changes(typed: string, text: string): Span[] {
  if (typed.length === text.length) {
    const spans: Span[] = [];
    for (let i = 0; i < text.length; i++) {
      if (text[i] === typed[i]) continue;
      const last = spans.at(-1);
      if (last?.[1] === i) last[1] = i + 1;
      else spans.push([i, i + 1]);
    }
    return spans;
  }
  let start = 0;
  while (start < typed.length && typed[start] === text[start]) start++;
  let end = text.length;
  for (let last = typed.length; end > start && last > start && text[end - 1] === typed[last - 1]; last--) end--;
  // Where something was too much, what it stood between.
  return [start < end ? [start, end] : [Math.max(0, start - 1), Math.min(text.length, start + 1)]];
}

/** Characters that stay are those that were typed, in their own script. */
const keepTyped = (own: string, typed: string, text: string): string =>
  typed.length === text.length ? Array.from(text, (unit, i) => (unit === typed[i] ? own[i] : unit)).join('') : text;

// What the tests of this folder share: short ways to write targets, and a way back from HTML.

import type { MarkTarget, TextTarget } from '../../../engine/highlight/highlight.ts';
import type { Snippet } from '../../../engine/search/contract.ts';

/** A unit of the query; `parts` are written with blanks between them. */
export function unit(text: string, parts = '', more: Partial<TextTarget> = {}): TextTarget {
  const needles = parts.split(' ').filter((part) => part !== '');
  return {
    kind: 'text',
    text,
    boundary: false,
    parts: needles.map((part) => ({ text: part, boundary: false })),
    weight: 1,
    field: null,
    ...more,
  };
}

/** A Latin word or a number. */
export const word = (text: string, more: Partial<TextTarget> = {}): TextTarget =>
  unit(text, '', { boundary: true, ...more });

export const day = (...terms: string[]): MarkTarget => ({ kind: 'date', terms, weight: 1 });

/** A text with its marks in brackets. */
export function bracketed(text: string, marks: readonly (readonly [number, number])[]): string {
  let shown = '';
  let at = 0;
  for (const [start, end] of marks) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return shown + text.slice(at);
}

export const shown = ({ text, marks }: Snippet): string => bracketed(text, marks);

/** What a browser would show of the HTML. */
export function textOf(html: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replace(/<\/?mark>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!);
}

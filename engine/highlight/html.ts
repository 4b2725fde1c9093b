// Text to HTML. What leaves here is escaped text with `<mark>` and `</mark>` and nothing else,
// whatever an article holds: pages put it into innerHTML as it is.

import type { Span } from './marks.ts';

const NEEDS_ESCAPE = /[&<>"']/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escape the five characters that mean something in HTML text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(NEEDS_ESCAPE, (sign) => ENTITIES[sign]!);
}

/**
 * Escaped text with its marks.
 * @param marks ascending, disjoint spans of `text`, UTF-16 units
 */
export function markedHtml(text: string, marks: readonly Readonly<Span>[]): string {
  let html = '';
  let at = 0;
  for (const [start, end] of marks) {
    html += `${escapeHtml(text.slice(at, start))}<mark>${escapeHtml(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escapeHtml(text.slice(at));
}

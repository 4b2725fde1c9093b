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
  // Most texts have nothing to escape: they are asked once, and not piece by piece.
  const escaped = text.search(NEEDS_ESCAPE) < 0 ? (piece: string) => piece : escapeHtml;
  let html = '';
  let at = 0;
  for (const [start, end] of marks) {
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escaped(text.slice(at));
}

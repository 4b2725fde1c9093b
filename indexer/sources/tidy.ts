// The shape of stored texts: paragraphs parted by one '\n', no blank lines, no control characters.
// Only white space at the edges and invisible controls are touched; the author's words are not.

import { normalizeStored } from '../../engine/analysis/fold.ts';

// NEL and the Unicode separators end a line as CR does.
const LINE_ENDS = /\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g;
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;

/** A body: lines trimmed (the U+3000 indent too), blank ones dropped, parted by '\n'. */
export function tidyBody(text: string): string {
  const lines: string[] = [];
  for (const line of clean(text).split('\n')) {
    const trimmed = line.trim();
    if (trimmed !== '') lines.push(trimmed);
  }
  return lines.join('\n');
}

/** A title, name or id: one line, trimmed. */
export function tidyLine(text: string): string {
  return clean(text)
    .trim()
    .replace(/\s+/g, (space) => (/[\n\t]/.test(space) ? ' ' : space));
}

function clean(text: string): string {
  return normalizeStored(text.replace(LINE_ENDS, '\n').replace(CONTROLS, ''));
}

// The shape of stored texts: paragraphs parted by one '\n', no blank lines, no control characters.
// Only white space at the edges and invisible controls are touched; the author's words are not.

import { normalizeStored } from '../../engine/analysis/fold.ts';

// NEL and the Unicode separators end a line as CR does.
const LINE_ENDS = /\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g;
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;

/** What one UTF-16 unit says of a text: `OTHER` ones, or white space at the end of a line, need a closer look. */
const PLAIN = 0;
const WHITE = 1;
const OTHER = 2;

/**
 * Stretches of units that stay as they are in NFC whatever stands beside them, and are neither surrogates nor controls
 * (Unicode 16, DerivedNormalizationProps.txt: NFC_Quick_Check=Yes, and of combining class 0).
 */
const STAYING = [0x20, 0x7e, 0xa0, 0x2ff, 0x2010, 0x2027, 0x202f, 0x2125, 0x2190, 0x2328, 0x2460, 0x27ff].concat([
  0x3000, 0x3029, 0x3030, 0x3098, 0x309b, 0x9fff, 0xe000, 0xf8ff, 0xff01, 0xffef,
]);
const kinds = new Uint8Array(0x10000).fill(OTHER);
for (let i = 0; i < STAYING.length; i += 2) kinds.fill(PLAIN, STAYING[i], STAYING[i + 1] + 1);
for (const space of ' \u00a0\u202f\u205f\u3000') kinds[space.charCodeAt(0)] = WHITE;

const NEWLINE = 0x0a;

/** Whether a text is surely as it should be, as most are: told in a tenth of the time that tidying takes. */
function isTidy(text: string, hasLines: boolean): boolean {
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (kinds[unit] === PLAIN) continue;
    if (kinds[unit] === OTHER && (unit !== NEWLINE || !hasLines)) return false;
    // White space or an end of a line: not first or last, and beside no end of a line.
    if (i === 0 || i + 1 === length) return false;
    if (text.charCodeAt(i - 1) === NEWLINE || text.charCodeAt(i + 1) === NEWLINE) return false;
  }
  return true;
}

/** A body: lines trimmed (the U+3000 indent too), blank ones dropped, parted by '\n'. */
export function tidyBody(text: string): string {
  if (isTidy(text, true)) return text;
  const lines: string[] = [];
  for (const line of clean(text).split('\n')) {
    const trimmed = line.trim();
    if (trimmed !== '') lines.push(trimmed);
  }
  return lines.join('\n');
}

/** A title, name or id: one line, trimmed. */
export function tidyLine(text: string): string {
  if (isTidy(text, false)) return text;
  return clean(text)
    .trim()
    .replace(/\s+/g, (space) => (/[\n\t]/.test(space) ? ' ' : space));
}

function clean(text: string): string {
  return normalizeStored(text.replace(LINE_ENDS, '\n').replace(CONTROLS, ''));
}

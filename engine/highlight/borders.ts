// Where a snippet may begin and end: at a sentence, else at a clause, else between two words, and never
// inside a character, a date or a mark. All positions are UTF-16 units of the stored text.

import { isClusterBorder, isInsideWord, isSpace } from './characters.ts';

const NONE = 0;
const CLAUSE = 1;
const SENTENCE = 2;

/** A text in which cuts are looked for. */
export interface Cuttable {
  text: string;
  /** False inside a mark or a date. */
  mayCut(at: number): boolean;
}

/** What the sign at a position ends. ASCII signs inside a URL, a number or a time (10:30) end nothing. */
function endsHere(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  // Han, kana and Hangul, and small Latin letters: nearly all that is ever asked about.
  if ((unit > 0x3002 && unit < 0xff00) || (unit > 0x60 && unit < 0x7b)) return NONE;
  if (isSpace(unit)) return unit === 10 || unit === 13 || unit === 0x2029 ? SENTENCE : CLAUSE;
  switch (text[at]) {
    case '。':
    case '！':
    case '？':
    case '；':
    case '…':
    case '｡':
      return SENTENCE;
    case '，':
    case '、':
    case '：':
      return CLAUSE;
    case '!':
    case '?':
    case ';':
      return isJoining(text, at) ? NONE : SENTENCE;
    case '.':
      return at + 1 < text.length && isSpace(text.charCodeAt(at + 1)) ? SENTENCE : NONE;
    case ',':
    case ':':
      return isJoining(text, at) ? NONE : CLAUSE;
    default:
      return NONE;
  }
}

function isJoining(text: string, at: number): boolean {
  return isVisibleAscii(text.charCodeAt(at - 1)) && isVisibleAscii(text.charCodeAt(at + 1));
}

const isVisibleAscii = (unit: number) => unit > 32 && unit < 127 && unit !== 34 && unit !== 39;

/** Closing quotes and brackets belong to what they close: 他说：“好。”| */
const CLOSERS = '”’」』）】》〉〕］｝)]}';

const isCloser = (text: string, at: number) => at < text.length && CLOSERS.includes(text[at]!);

function canCut({ text, mayCut }: Cuttable, at: number): boolean {
  return isClusterBorder(text, at) && mayCut(at);
}

/**
 * The best beginnings for snippets whose first marks start at `starts`: where its sentence begins, else where a
 * clause begins, the furthest within `near` units or else the nearest. The text is looked through once, however close
 * the marks stand.
 * @param starts ascending
 * @param reach a snippet must not begin more units before its mark
 * @returns -1 for a mark that has neither within reach
 */
export function startBorders(cuttable: Cuttable, starts: readonly number[], reach: number, near: number): number[] {
  const { text } = cuttable;
  /** Where something ends, ascending; what begins a text ended at -1. */
  const signs: number[] = [];
  let looked = -1;
  return starts.map((from) => {
    const earliest = Math.max(0, from - reach);
    for (looked = Math.max(looked, earliest - 1); looked < from; looked++)
      if (looked < 0 || endsHere(text, looked) !== NONE) signs.push(looked);
    let clause = -1;
    for (let i = signs.length - 1; i >= 0; i--) {
      const sign = signs[i]!;
      if (sign < earliest - 1) break;
      const strength = sign < 0 ? SENTENCE : endsHere(text, sign);
      // Of clauses only one beyond `near` can be of use, and only where none is nearer.
      if (strength === CLAUSE && clause !== -1 && from - sign - 1 > near) continue;
      let start = sign + 1;
      while (start < from && (isCloser(text, start) || isSpace(text.charCodeAt(start)))) start++;
      if (start < earliest || !canCut(cuttable, start)) continue;
      if (strength === SENTENCE) return start;
      clause = start;
    }
    return clause;
  });
}

/** The first place at or after `at`, and at most `last`, where a text may be cut between two words. */
export function nextCut(cuttable: Cuttable, at: number, last: number): number {
  let cut = at;
  while (cut < last && (isInsideWord(cuttable.text, cut) || !canCut(cuttable, cut))) cut++;
  return cut;
}

/**
 * The best end for a snippet whose last mark ends at `from`: the last sentence end up to `limit` that leaves at
 * least half of the room used, else the last clause end unless little would be left, else the last place between
 * two words.
 */
export function endBorder(cuttable: Cuttable, start: number, from: number, limit: number): number {
  const { text } = cuttable;
  if (limit >= text.length) return text.length;
  const enough = start + (limit - start) / 2;
  let best = -1;
  for (let sign = limit; sign >= from; sign--) {
    const strength = endsHere(text, sign);
    if (strength === NONE) continue;
    let end = sign;
    if (strength === SENTENCE && !isSpace(text.charCodeAt(sign))) {
      end++;
      while (end < limit && isCloser(text, end)) end++;
    }
    if (end > limit || end <= start || !canCut(cuttable, end)) continue;
    if (strength === SENTENCE && (best === -1 || end >= enough)) return end;
    if (best === -1) best = end;
    if (end < enough) break;
  }
  return best < start + (limit - start) / 4 ? lastCut(cuttable, from, limit) : best;
}

/** The last place up to `limit`, and at least `from`, where a text may be cut between two words. */
function lastCut(cuttable: Cuttable, from: number, limit: number): number {
  for (let cut = limit; cut > from; cut--) {
    if (!isInsideWord(cuttable.text, cut) && canCut(cuttable, cut)) return cut;
  }
  let cut = from;
  while (cut < limit && !canCut(cuttable, cut)) cut++;
  return cut;
}

/**
 * The first sentence of a text, for snippets without a mark.
 * @param length most UTF-16 units; a longer sentence is cut between two words
 * @returns `[start, end)`, or null for a text of white space
 */
export function firstSentence(cuttable: Cuttable, length: number): [start: number, end: number] | null {
  const { text } = cuttable;
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  if (start === text.length) return null;
  const limit = Math.min(text.length, start + length);
  let sign = start;
  while (sign < limit && endsHere(text, sign) === SENTENCE) sign++;
  for (; sign < limit; sign++) {
    if (endsHere(text, sign) !== SENTENCE) continue;
    let end = sign;
    while (end < limit && (endsHere(text, end) === SENTENCE || isCloser(text, end))) end++;
    return trimEnd(cuttable, start, end);
  }
  if (limit === text.length) return trimEnd(cuttable, start, limit);
  const between = lastCut(cuttable, start, limit);
  return trimEnd(cuttable, start, between > start ? between : limit);
}

function trimEnd({ text }: Cuttable, start: number, end: number): [start: number, end: number] {
  let last = end;
  while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
  return [start, last];
}

// Which stretches of a body become snippets. A window is worth first the weights of the different items it
// shows, then their repeats and a clean beginning; the most worthy comes first, the earlier on ties. Windows
// never overlap, never exceed the length asked for, and hold at least one mark.

import { type Cuttable, endBorder, nextCut, startBorders } from './borders.ts';
import { isSpace } from './characters.ts';
import type { Mark } from './marks.ts';

export interface Window {
  start: number;
  end: number;
}

export interface WindowOptions {
  /** How many at most. */
  count: number;
  /** UTF-16 units of one window at most; no mark may be longer. */
  length: number;
}

/** A window before its edges are chosen: it begins at `start` and holds marks[first..last). */
interface Candidate {
  start: number;
  first: number;
  last: number;
  weight: number;
  /** Repeats and a clean beginning; a whole number, so that sums are exact and ties are ties. */
  bonus: number;
  inOneParagraph: boolean;
}

/** A stretch of the body that no window has taken yet, and its best candidate. */
interface Gap {
  start: number;
  end: number;
  best: Candidate;
}

/** Weights are counted in these steps, as whole numbers that can be halved three times. */
const WEIGHT_STEPS = 64;
const REPEATS_THAT_COUNT = 3;

/**
 * @param cuttable the body; `mayCut` must be false inside marks
 * @param marks ascending and disjoint, none longer than a window
 * @param weights of the items that the marks name
 * @returns the best first
 */
export function chooseWindows(
  cuttable: Cuttable,
  marks: readonly Mark[],
  weights: readonly number[],
  options: WindowOptions,
): Window[] {
  const steps = weights.map((weight) => Math.max(1, Math.round(weight * WEIGHT_STEPS)) * 2 ** REPEATS_THAT_COUNT);
  const starts = marks.map(({ start }) => start);
  const cleanStarts = startBorders(cuttable, starts, reachOf(options.length), nearOf(options.length));
  const gaps: Gap[] = [];
  const addGap = (start: number, end: number) => {
    const best = bestCandidate(cuttable.text, marks, cleanStarts, steps, { start, end }, options.length);
    if (best) gaps.push({ start, end, best });
  };
  addGap(0, cuttable.text.length);

  const windows: Window[] = [];
  while (windows.length < options.count && gaps.length > 0) {
    let at = 0;
    for (let i = 1; i < gaps.length; i++) if (isBetter(gaps[i]!.best, gaps[at]!.best)) at = i;
    const [gap] = gaps.splice(at, 1) as [Gap];
    const window = settle(cuttable, marks, gap, options.length);
    windows.push(window);
    if (windows.length === options.count) break;
    addGap(gap.start, window.start);
    addGap(window.end, gap.end);
  }
  return windows;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight;
  if (a.bonus !== b.bonus) return a.bonus > b.bonus;
  if (a.inOneParagraph !== b.inOneParagraph) return a.inOneParagraph;
  return a.start < b.start;
}

/** Half of the room may go to what leads up to the first mark, so that the mark stays in view. */
const reachOf = (length: number) => Math.floor(length / 2);
const nearOf = (length: number) => Math.floor(length / 4);

/**
 * Slide over the marks of a gap. Every mark opens two candidates: at the beginning of its sentence or clause, and
 * at the mark itself (which holds the most). Both kinds ascend, so one pass counts what each of them holds.
 */
function bestCandidate(
  text: string,
  marks: readonly Mark[],
  cleanStarts: readonly number[],
  steps: readonly number[],
  gap: { start: number; end: number },
  length: number,
): Candidate | null {
  const counts = new Uint32Array(steps.length);
  const cleanStart = Math.max(0, ...steps) / 2;
  let weight = 0;
  let bonus = 0;
  const count = (mark: Mark, direction: 1 | -1) => {
    for (const item of mark.items) {
      const before = direction === 1 ? counts[item]! : counts[item]! - 1;
      counts[item] = counts[item]! + direction;
      if (before === 0) weight += direction * steps[item]!;
      else if (before <= REPEATS_THAT_COUNT) bonus += direction * (steps[item]! / 2 ** before);
    }
  };

  let best: Candidate | null = null;
  let first = firstMarkFrom(marks, gap.start);
  let last = first;
  let lineEnd = -1;
  const consider = (start: number, isClean: boolean) => {
    while (first < last && marks[first]!.start < start) count(marks[first++]!, -1);
    const limit = Math.min(start + length, gap.end);
    while (last < marks.length && marks[last]!.end <= limit) count(marks[last++]!, 1);
    if (first === last) return;
    const from = marks[first]!.start;
    if (lineEnd < from) lineEnd = indexOrEnd(text, '\n', from);
    const inOneParagraph = lineEnd >= marks[last - 1]!.end;
    const candidate = { start, first, last, weight, bonus: bonus + (isClean ? cleanStart : 0), inOneParagraph };
    if (best === null || isBetter(candidate, best)) best = candidate;
  };

  let previous = -1;
  for (let i = first; i < marks.length && marks[i]!.end <= gap.end; i++) {
    const { start, end } = marks[i]!;
    const clean = cleanStarts[i]!;
    if (clean >= gap.start && clean > previous && end - clean <= length) {
      consider(clean, true);
      previous = clean;
    }
    if (start > previous) {
      consider(start, false);
      previous = start;
    }
  }
  return best;
}

/** Choose the edges of a gap's best candidate. */
function settle(cuttable: Cuttable, marks: readonly Mark[], gap: Gap, length: number): Window {
  const { text } = cuttable;
  const { first, last: lastCounted, start: counted } = gap.best;
  const from = marks[first]!.start;
  let start = counted;
  if (start === from) {
    // The window is as full as can be: whatever room is left may lead up to the first mark.
    const room = length - (marks[lastCounted - 1]!.end - from);
    const earliest = Math.max(gap.start, from - Math.min(room, reachOf(length)));
    [start] = startBorders(cuttable, [from], from - earliest, nearOf(length)) as [number];
    if (start === -1) start = nextCut(cuttable, Math.max(earliest, from - nearOf(length), from - (room >> 1)), from);
  }
  while (start < from && isSpace(text.charCodeAt(start))) start++;

  const limit = Math.min(start + length, gap.end);
  let last = lastCounted;
  while (last < marks.length && marks[last]!.end <= limit) last++;
  const to = endOfNews(marks, first, last);
  let end = endBorder(cuttable, start, to, limit);
  while (end > to && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** Where the last of marks[first..last) ends that shows something new: a clean end is worth the repeats behind it. */
function endOfNews(marks: readonly Mark[], first: number, last: number): number {
  const seen = new Set<number>();
  let end = marks[first]!.end;
  for (let i = first; i < last; i++) {
    const before = seen.size;
    for (const item of marks[i]!.items) seen.add(item);
    if (seen.size > before) ({ end } = marks[i]!);
  }
  return end;
}

/** Index of the first mark that starts at or after a position. */
function firstMarkFrom(marks: readonly Mark[], at: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexOrEnd(text: string, sign: string, from: number): number {
  const index = text.indexOf(sign, from);
  return index === -1 ? text.length : index;
}

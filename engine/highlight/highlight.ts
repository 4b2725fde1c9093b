// What of an article matched, shown: the title with its marks and the best snippets of the body. All offsets
// are UTF-16 units of the stored texts, which folding never moves, so a Simplified query marks Traditional text.

import { findDates } from '../analysis/dates.ts';
import { fold } from '../analysis/fold.ts';
import { type Cuttable, firstSentence } from './borders.ts';
import { isClusterBorder } from './characters.ts';
import { markedHtml } from './html.ts';
import { type Mark, makeMarks, type Span } from './marks.ts';
import type { Snippet } from './snippet.ts';
import { findTargets, type MarkTarget } from './targets.ts';
import { chooseWindows } from './windows.ts';

export type { DateTarget, MarkTarget, TextTarget } from './targets.ts';

export interface HighlightOptions {
  /** Snippets at most; 0 leaves the body alone, except that a unit whole in it has no parts marked in the title. */
  snippets: number;
  /** UTF-16 units of a snippet at most. */
  snippetLength: number;
  /** The folded tokens as typed: occurrences grow into one mark only inside one of them. */
  typed: readonly string[];
}

export interface Highlights {
  /** The whole title escaped, with `<mark>` and nothing else. */
  titleHtml: string;
  /** Best first. Without a mark in the body: its first sentence; of an empty body nothing. */
  snippets: Snippet[];
}

/** Title and body of an article. */
export interface Texts {
  title: string;
  body: string;
}

/**
 * Mark an article.
 * @param article title and body as stored
 * @param targets what matched; texts folded
 * @param folded the article's texts folded, by whoever has them already
 */
export function highlight(
  article: Texts,
  targets: readonly MarkTarget[],
  options: HighlightOptions,
  folded: Texts = { title: fold(article.title), body: fold(article.body) },
): Highlights {
  const { title, body } = article;
  const { title: foldedTitle, body: foldedBody } = folded;
  const found = findTargets(foldedTitle, foldedBody, targets);
  const titleMarks = makeMarks(foldedTitle, found.title, options.typed, found.isDate);
  const titleHtml = markedHtml(title, titleMarks.map(spanOf));
  if (options.snippets <= 0) return { titleHtml, snippets: [] };

  const bodyMarks = makeMarks(foldedBody, found.body, options.typed, found.isDate);
  const marks = splitLongMarks(body, bodyMarks, options.snippetLength);
  const cuttable = { text: body, mayCut: (at: number) => !isInsideMark(marks, at) && !isInsideDate(foldedBody, at) };
  return { titleHtml, snippets: makeSnippets(cuttable, marks, found.weights, options) };
}

const spanOf = ({ start, end }: Mark): Span => [start, end];

function makeSnippets(
  cuttable: Cuttable,
  marks: readonly Mark[],
  weights: readonly number[],
  options: HighlightOptions,
): Snippet[] {
  const { text: body } = cuttable;
  if (marks.length === 0) {
    const span = firstSentence(cuttable, options.snippetLength);
    return span ? [makeSnippet(body, span[0], span[1], [])] : [];
  }
  const size = { count: options.snippets, length: options.snippetLength };
  return chooseWindows(cuttable, marks, weights, size).map(({ start, end }) => {
    const inside: Span[] = [];
    for (let i = firstMarkEndingAfter(marks, start); i < marks.length && marks[i]!.end <= end; i++) {
      inside.push([marks[i]!.start - start, marks[i]!.end - start]);
    }
    return makeSnippet(body, start, end, inside);
  });
}

function makeSnippet(body: string, start: number, end: number, marks: Span[]): Snippet {
  const text = body.slice(start, end);
  return { html: markedHtml(text, marks), text, offset: start, marks };
}

/** A mark longer than a snippet (a pasted paragraph as a phrase) is shown in pieces that fit. */
function splitLongMarks(text: string, marks: readonly Mark[], length: number): readonly Mark[] {
  if (!marks.some(({ start, end }) => end - start > length)) return marks;
  return marks.flatMap((mark) => {
    const pieces: Mark[] = [];
    let { start } = mark;
    while (mark.end - start > length) {
      let end = start + length;
      while (end > start + 1 && !isClusterBorder(text, end)) end--;
      pieces.push({ start, end, items: pieces.length === 0 ? mark.items : [] });
      start = end;
    }
    pieces.push({ start, end: mark.end, items: pieces.length === 0 ? mark.items : [] });
    return pieces;
  });
}

/** Index of the first mark that ends after a position. */
function firstMarkEndingAfter(marks: readonly Mark[], at: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isInsideMark(marks: readonly Mark[], at: number): boolean {
  const mark = marks[firstMarkEndingAfter(marks, at)];
  return mark !== undefined && mark.start < at;
}

/** No way of writing a date that `findDates` knows is longer, blanks included. */
const LONGEST_DATE = 32;
const MAY_BE_IN_DATE = /^[\d\s年月日号〇零一二三四五六七八九十./-]{2}$/;

function isInsideDate(folded: string, at: number): boolean {
  if (!MAY_BE_IN_DATE.test(folded.slice(at - 1, at + 1))) return false;
  const from = Math.max(0, at - LONGEST_DATE);
  return findDates(folded.slice(from, at + LONGEST_DATE)).some(
    ({ start, end }) => from + start < at && at < from + end,
  );
}

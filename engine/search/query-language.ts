// What was typed, as clauses: the small language that people expect of a search box, and nothing else.
// Every string has a meaning; the only one refused is a query that does nothing but exclude.
//
//   token    white space (U+3000 too) ends it; quotes cut it into pieces: 徐汇"文明城市" is a text and a phrase
//   -x       excludes; title:x asks the title alone; -title:x both. They count only where a token starts and
//            hold for all its pieces: covid-19, 3-5 and a:b are text. Case of `title` does not matter.
//   "a b"    a phrase, up to the next quote; a quote that has no partner separates and is otherwise nothing
//   OR       binds tightest, joins the pieces on its two sides: `a b OR c` is a AND (b OR c). Upper case only;
//            at either end of the query, doubled or beside an exclusion it is the text OR
//   “ ” 「 」 ＂ － ： and full-width letters and spaces equal their ASCII forms, any quote closes any other
//   A piece without a letter or a digit is dropped before OR looks at its neighbours.

import { BadRequestError } from '../errors.ts';
import { hasLetterOrDigit } from './letters.ts';

/** One piece of a query. */
export interface Leaf {
  kind: 'text' | 'phrase';
  /** As typed, without quotes and prefixes: `q.slice(start, end)`. */
  text: string;
  field: 'title' | null;
  /** UTF-16 span of `text` in the query. */
  start: number;
  end: number;
}

/** What an article must hold: any one of the alternatives (several only where OR was typed). */
export interface Clause {
  alternatives: Leaf[];
}

export interface Query {
  /** In the order typed. */
  clauses: Clause[];
  /** An article that holds one of these is no hit. */
  excluded: Leaf[];
}

interface Piece {
  leaf: Leaf;
  excluded: boolean;
  /** Typed exactly as a bare OR; whether it is the operator depends on its neighbours. */
  isOr: boolean;
}

const QUOTE = '"';
const WHITE_SPACE = /\s/;
const TITLE_PREFIX = 'title:';

/**
 * Parse a query.
 * @param q what was typed, of any length (limits belong to the caller)
 * @returns clauses in the order typed; both lists empty when there is nothing to look for
 * @throws BadRequestError when the query only excludes
 */
export function parseQuery(q: string): Query {
  const query: Query = { clauses: [], excluded: [] };
  const pieces = readPieces(q);
  const isOperand = (piece: Piece | undefined) => piece !== undefined && !piece.excluded && !piece.isOr;
  let joinNext = false;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if (piece.isOr && isOperand(pieces[i - 1]) && isOperand(pieces[i + 1])) {
      joinNext = true;
    } else if (piece.excluded) {
      query.excluded.push(piece.leaf);
    } else if (joinNext) {
      query.clauses.at(-1)!.alternatives.push(piece.leaf);
      joinNext = false;
    } else {
      query.clauses.push({ alternatives: [piece.leaf] });
    }
  }
  if (query.clauses.length === 0 && query.excluded.length > 0) {
    throw new BadRequestError('q', `q: "${q}" only excludes; add a word that the articles should contain`);
  }
  return query;
}

function readPieces(q: string): Piece[] {
  const ascii = toAscii(q);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < q.length) {
    if (WHITE_SPACE.test(ascii[at]!)) at++;
    else at = readToken(q, ascii, at, pieces);
  }
  return pieces;
}

/** Read the token that starts at `start`; returns where it ends. */
function readToken(q: string, ascii: string, start: number, pieces: Piece[]): number {
  let at = start;
  const excluded = ascii[at] === '-';
  if (excluded) at++;
  let field: 'title' | null = null;
  const afterTitle = at + TITLE_PREFIX.length;
  if (ascii.slice(at, afterTitle).toLowerCase() === TITLE_PREFIX && isInsideToken(ascii, afterTitle)) {
    field = 'title';
    at = afterTitle;
  }
  const isBare = at === start;
  const push = (kind: Leaf['kind'], from: number, to: number) => {
    const text = q.slice(from, to);
    if (!hasLetterOrDigit(text)) return;
    const isOr = isBare && kind === 'text' && ascii.slice(from, to) === 'OR';
    pieces.push({ leaf: { kind, text, field, start: from, end: to }, excluded, isOr });
  };

  let textStart = at;
  while (isInsideToken(ascii, at)) {
    if (ascii[at] !== QUOTE) {
      at++;
      continue;
    }
    push('text', textStart, at);
    const close = ascii.indexOf(QUOTE, at + 1);
    if (close !== -1) {
      const inner = q.slice(at + 1, close);
      const from = at + 1 + (inner.length - inner.trimStart().length);
      push('phrase', from, from + inner.trim().length);
      at = close;
    }
    at++;
    textStart = at;
  }
  push('text', textStart, at);
  return at;
}

function isInsideToken(ascii: string, at: number): boolean {
  return at < ascii.length && !WHITE_SPACE.test(ascii[at]!);
}

/** The query with its signs in ASCII, one UTF-16 unit to one, so that spans stay what they are. */
function toAscii(q: string): string {
  return q
    .replace(/[“”「」]/g, QUOTE)
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

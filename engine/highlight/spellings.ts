// The ways in which a text writes what the index files under one term: 2,160 米 for 2160米, Node.js for nodejs,
// WiFi 6 for wifi6. What is marked is what was found.

import { type Run, runs } from '../analysis/runs.ts';
import { wordTerm } from '../analysis/word-forms.ts';

/** Signs that join a letter to its neighbour, as in `wordTerm`. */
const SIGN = "[-._'&]?";
/** Blanks that separate nothing, as in `skipBlanks`. */
const BLANKS = '[ \\t]{0,2}';

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const PIECES = /[0-9.]+|[^0-9.]/gu;
const isNumber = (piece: string): boolean => /^[0-9]/.test(piece);

/** A pattern for all spellings of a folded text with a Latin word or a number at one of its ends. */
export function spellingsOf(folded: string): RegExp {
  let pattern = '';
  let last: Run | undefined;
  for (const run of runs(folded)) {
    if (last) pattern += last.kind === run.kind ? escaped(folded.slice(last.end, run.start)) : BLANKS;
    const text = folded.slice(run.start, run.end);
    pattern += run.kind === 'han' ? escaped(text) : wordPattern(wordTerm(text));
    last = run;
  }
  return new RegExp(pattern, 'g');
}

function wordPattern(term: string): string {
  const pieces = term.match(PIECES) ?? [];
  return pieces
    .map((piece, i) => {
      const next = pieces[i + 1];
      const own = isNumber(piece) ? numberPattern(piece) : escaped(piece);
      if (next === undefined) return own;
      return own + (isNumber(piece) === isNumber(next) ? SIGN : `(?:${SIGN}|${BLANKS})`);
    })
    .join('');
}

/** A number as it is, or with its thousands set off. */
function numberPattern(number: string): string {
  const [, whole = '', rest = ''] = /^([0-9]{4,})(\.[0-9]+)?$/.exec(number) ?? [];
  const plain = escaped(number);
  if (whole === '') return plain;
  return `(?:${plain}|${whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ',')}${escaped(rest)})`;
}

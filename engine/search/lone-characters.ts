// Single characters are asked for only where nothing else was typed.

import { runs } from '../analysis/runs.ts';

/** The Han characters of a folded text in which each stands alone and nothing else is written; else none. */
export function loneCharacters(folded: string): string[] {
  const texts = runs(folded).map(({ kind, start, end }) => ({ kind, text: folded.slice(start, end) }));
  const alone = texts.every(({ kind, text }) => kind === 'han' && [...text].length === 1);
  return alone ? texts.map(({ text }) => text) : [];
}

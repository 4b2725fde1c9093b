// How long a text is for the ranking, as the analyzer counts it.

import { fold } from './fold.ts';
import { runs } from './runs.ts';

/** Han characters and words of a stored text. */
export function fieldLength(text: string): number {
  const folded = fold(text);
  let length = 0;
  for (const { kind, start, end } of runs(folded)) {
    if (kind === 'word') length++;
    else for (let i = start; i < end; i++) if ((folded.charCodeAt(i) & 0xfc00) !== 0xdc00) length++;
  }
  return length;
}

// When two spellings are one word of the site's own lists: a space between scripts does not tell words
// apart (5G 网络, 5G网络), one between letters or between Han characters does (New York).

import { type Run, runs } from './runs.ts';

/**
 * The key of a folded word or phrase: its runs, with a space only between two of one kind that do not touch.
 * Empty when there is no letter and no digit in it.
 */
export function wordKey(folded: string): string {
  let key = '';
  let last: Run | undefined;
  for (const run of runs(folded)) {
    if (last !== undefined && last.kind === run.kind && last.end < run.start) key += ' ';
    key += folded.slice(run.start, run.end);
    last = run;
  }
  return key;
}

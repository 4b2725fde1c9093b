// What a text may ask the dictionary for, before it can be cut: cutting needs the answers.

import { datePartTerms, dateQueryTerms, findDates } from '../analysis/dates.ts';
import { runs } from '../analysis/runs.ts';
import { wordParts, wordTerm } from '../analysis/word-forms.ts';

/**
 * All strings that cutting a folded text could ask the dictionary for.
 * @param longest characters of the longest word in the index
 */
export function dictionaryTerms(folded: string, longest: number): string[] {
  const terms: string[] = [];
  const all = runs(folded);
  all.forEach((run, i) => {
    const text = folded.slice(run.start, run.end);
    if (run.kind === 'word') {
      const term = wordTerm(text);
      terms.push(term, ...wordParts(text));
      const before = all[i - 1];
      const after = all[i + 1];
      if (before?.kind === 'han' && before.end === run.start)
        terms.push([...folded.slice(before.start, before.end)].at(-1)! + term);
      if (after?.kind === 'han' && after.start === run.end)
        terms.push(term + [...folded.slice(after.start, after.end)][0]);
      return;
    }
    const chars = [...text];
    for (let start = 0; start < chars.length; start++)
      for (let end = start + 2; end <= Math.min(chars.length, start + Math.max(2, longest)); end++)
        terms.push(chars.slice(start, end).join(''));
  });
  for (const mention of findDates(folded)) terms.push(...dateQueryTerms(mention), ...datePartTerms(mention));
  return terms;
}

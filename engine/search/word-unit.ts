// A word that was not cut out of a text but is known to be one (a synonym, a word of several runs) as a unit:
// the same terms that an article's text was filed under, whatever scripts the word is written in.

import { type DateMention, datePartTerms, dateQueryTerms, findDates } from '../analysis/dates.ts';
import { type Run, runs } from '../analysis/runs.ts';
import { wordParts, wordTerm } from '../analysis/word-forms.ts';
import { wordKey } from '../analysis/word-key.ts';
import { dictionaryTerms } from './dictionary-terms.ts';
import { bigrams, runUnit, type TermGroup, type Unit, type Words } from './unit.ts';

/** One unit for a folded word or phrase with at least one run. */
export function wordUnit(word: string, words: Words): Unit {
  const all = runs(word);
  const text = word.slice(all[0].start, all[all.length - 1].end);
  const [mention] = findDates(text);
  if (mention && mention.start === 0 && mention.end === text.length) return dateUnit(text, mention);
  if (all.length > 1) return mixedUnit(text, words);
  return all[0].kind === 'word' ? latinUnit(text) : hanUnit(text, words);
}

/** Every term that `wordUnit` may ask the dictionary for. @param longest characters of the longest word of the index */
export function wordUnitTerms(word: string, longest: number): string[] {
  // The key has no space between scripts, so the bridges are among its terms.
  const key = wordKey(word);
  const lone = runs(key).map(({ start, end }) => key.slice(start, end));
  return [...dictionaryTerms(key, longest), ...dictionaryTerms(word, 2), ...lone];
}

const newUnit = (kind: Unit['kind'], text: string, alternatives: readonly TermGroup[]): Unit => ({
  kind,
  text,
  alternatives,
  weak: false,
  synonyms: [],
});

/** A day, month or year, as it is mentioned in any way; a month less surely by its year and its name apart. */
export function dateUnit(text: string, mention: DateMention): Unit {
  const whole: TermGroup = { mode: 'any', terms: dateQueryTerms(mention) };
  const parts = datePartTerms(mention);
  return newUnit('date', text, parts.length > 0 ? [whole, { mode: 'all', terms: parts }] : [whole]);
}

/** A Latin word or number: itself, or all its parts. */
export function latinUnit(word: string): Unit {
  const whole: TermGroup = { mode: 'any', terms: [wordTerm(word)] };
  // A digit alone stands in too many texts to be half of a word.
  const parts = wordParts(word).filter((part) => part.length > 1);
  return newUnit('latin', word, parts.length > 1 ? [whole, { mode: 'all', terms: parts }] : [whole]);
}

/** A Han word: its term where the index has one, else all bigrams. */
export function hanUnit(text: string, words: Words): Unit {
  const chars = [...text];
  const isTerm = chars.length <= 2 || words.cost(text) !== undefined;
  if (!isTerm) return runUnit(chars, false);
  return newUnit(chars.length === 1 ? 'character' : 'word', text, [{ mode: 'any', terms: [text] }]);
}

/** Several runs: with the bridges where scripts meet, or all runs by themselves, wherever they stand. */
function mixedUnit(text: string, words: Words): Unit {
  const all = runs(text);
  const whole = new Set<string>();
  const pieces = new Set<string>();
  let loose = true;
  all.forEach((run, i) => {
    const piece = termOf(text, run);
    const after = i + 1 < all.length && meet(text, run, all[i + 1]) ? all[i + 1] : undefined;
    const before = i > 0 && meet(text, all[i - 1], run);
    if (after) whole.add(bridgeOf(piece, run.kind, termOf(text, after)));
    if (run.kind === 'word') {
      if (!after && !before) whole.add(piece);
      pieces.add(piece);
      return;
    }
    const chars = [...piece];
    const isWord = chars.length > 2 && words.cost(piece) !== undefined;
    const terms = isWord ? [piece] : bigrams(chars);
    // A lone character before a sign ends its run, and so is a term.
    if (chars.length === 1 && !after && !before && i + 1 < all.length) terms.push(piece);
    if (terms.length === 0) loose = false;
    for (const term of terms) {
      whole.add(term);
      pieces.add(term);
    }
  });
  const groups: TermGroup[] = [{ mode: 'all', terms: [...whole] }];
  const isSame = pieces.size === whole.size && [...pieces].every((term) => whole.has(term));
  if (loose && !isSame) groups.push({ mode: 'all', terms: [...pieces] });
  return newUnit('mixed', text, groups);
}

/** Han runs have no other spelling. */
const termOf = (text: string, { start, end }: Run): string => wordTerm(text.slice(start, end));

/** Whether two neighbouring runs of different scripts touch, or would without the space between them. */
const meet = (text: string, a: Run, b: Run): boolean => a.kind !== b.kind && text.slice(a.end, b.start).trim() === '';

function bridgeOf(piece: string, kind: Run['kind'], next: string): string {
  return kind === 'word' ? piece + [...next][0] : [...piece].at(-1) + next;
}

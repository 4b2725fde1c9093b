// Cuts what was typed into units: the words, unknown Han runs, numbers with their unit, Latin words and
// dates that an article is asked to hold, and the terms that tell whether it does. The dictionary that
// cuts Han runs is the index's own, so a unit's terms are those that the indexer files.

import { findDates } from '../analysis/dates.ts';
import { hanCharacters } from '../analysis/dictionary.ts';
import { isFunctionCharacter, isFunctionWord, isParticle } from '../analysis/function-characters.ts';
import { type Run, runs } from '../analysis/runs.ts';
import { wordTerm } from '../analysis/word-forms.ts';
import { cutPieces, knownWords, outside, walkRun, withVocabulary } from './known-words.ts';
import { loneCharacters } from './lone-characters.ts';
import { joinQuestions } from './question-words.ts';
import { withoutStopWords } from './stop-words.ts';
import { isCounter } from './typed-numbers.ts';
import { exactly, type LeafUnits, runUnit, type Unit, type Words } from './unit.ts';
import { unknownRun } from './unknown-run.ts';
import { dateUnit, hanUnit, latinUnit, wordUnit } from './word-unit.ts';

const characters = (text: string): string[] => [...text];

/**
 * Cut a folded text (one leaf of a query) into units.
 * @param shorten ask for the parts of an unknown run of which no article can hold the whole
 */
export function cutUnits(typed: string, words: Words, shorten: boolean): LeafUnits {
  const folded = withoutStopWords(typed, words);
  const lone = loneCharacters(folded);
  if (lone.length > 0) {
    const units = lone.map((text) => withVocabulary(wordUnit(text, words), words));
    return { text: folded, units, straddling: [], shortened: false };
  }
  const units: Unit[] = [];
  const straddling: string[] = [];
  let shortened = false;
  const dates = findDates(folded);
  for (const mention of dates) units.push(dateUnit(folded.slice(mention.start, mention.end), mention));
  const undated = outside(runs(folded), dates);
  const known = mixedWords(folded, undated, words);
  for (const { start, end } of known) {
    units.push(wordUnit(folded.slice(start, end), words));
    straddling.push(...straddlingAt(folded, start), ...straddlingAt(folded, end));
  }
  const pieces = outside(undated, known);
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece.kind === 'han') {
      const cut = cutHan(characters(folded.slice(piece.start, piece.end)), words, shorten);
      shortened ||= cut.shortened;
      units.push(...cut.units);
      straddling.push(...cut.straddling);
      continue;
    }
    const bridged = bridge(folded, pieces, i);
    units.push(bridged.unit);
    straddling.push(...bridged.straddling);
  }
  if (units.length === 0) units.push(...pieces.flatMap((piece) => wholeRun(folded.slice(piece.start, piece.end))));
  return { text: folded, units: units.map((unit) => withVocabulary(unit, words)), straddling, shortened };
}

/** The words of the vocabulary that go over the borders of runs; those within one are words of its walk. */
function mixedWords(folded: string, pieces: readonly Run[], words: Words): { start: number; end: number }[] {
  if (words.vocabulary.longest === 0 || pieces.length < 2) return [];
  return knownWords(folded, cutPieces(folded, pieces, words), words).filter(({ isMixed }) => isMixed);
}

/** The bigram across a border, where Han characters touch there; none of two function characters. */
function straddlingAt(folded: string, at: number): string[] {
  const before = characters(folded.slice(0, at)).at(-1) ?? '';
  const after = characters(folded.slice(at))[0] ?? '';
  if (hanCharacters(before) + hanCharacters(after) < 2) return [];
  return isFunctionCharacter(before) && isFunctionCharacter(after) ? [] : [before + after];
}

/** A run in which function characters leave no more than one other: asked for as it was typed. */
function wholeRun(text: string): Unit[] {
  const chars = characters(text);
  return chars.length < 2 ? [] : [runUnit(chars, false)];
}

/**
 * A Latin word or number with the Han characters that belong to it: a counter behind a number (25日),
 * or a run of one character that is no particle on either side (A股, 第3). What it takes is cut off the neighbouring pieces.
 */
function bridge(folded: string, pieces: Run[], i: number): { unit: Unit; straddling: string[] } {
  const { start, end } = pieces[i];
  const word = folded.slice(start, end);
  const term = wordTerm(word);
  const before = pieces[i - 1];
  const after = pieces[i + 1];
  const left = before?.kind === 'han' && before.end === start ? characters(folded.slice(before.start, before.end)) : [];
  const right = after?.kind === 'han' && after.start === end ? characters(folded.slice(after.start, after.end)) : [];
  const isCounted = right.length > 0 && /[0-9]$/.test(word) && isCounter(right[0]);
  const terms: string[] = [];
  const straddling: string[] = [];
  let from = start;
  let to = end;
  if (left.length === 1 && !isFunctionCharacter(left[0])) {
    terms.push(left[0] + term);
    from = before.start;
  } else if (left.length > 1) straddling.push(left[left.length - 1] + term);
  if (isCounted || (right.length === 1 && !isFunctionCharacter(right[0]))) {
    terms.push(term + right[0]);
    to = end + right[0].length;
    pieces[i + 1] = { kind: 'han', start: to, end: after.end };
  } else if (right.length > 1) straddling.push(term + right[0]);
  const text = folded.slice(from, to);
  if (terms.length > 0)
    return {
      unit: { kind: 'mixed', text, alternatives: [{ mode: 'all', terms }], weak: false, synonyms: [] },
      straddling,
    };
  return { unit: latinUnit(word), straddling };
}

/** Words of a Han run, and the unknown runs between them. */
function cutHan(chars: readonly string[], words: Words, shorten: boolean): Omit<LeafUnits, 'text'> {
  const units: Unit[] = [];
  const straddling: string[] = [];
  let shortened = false;
  const cut = joinQuestions(chars, walkRun(chars, words), words.vocabulary.has);
  for (let i = 1; i < cut.length; i++) {
    if (cut[i].asks || cut[i - 1].asks) continue;
    const [a, b] = [chars[cut[i].start - 1], chars[cut[i].start]];
    if (!isFunctionCharacter(a) || !isFunctionCharacter(b)) straddling.push(a + b);
  }
  for (let i = 0; i < cut.length; i++) {
    const { start, end, asks } = cut[i];
    if (end - start > 1) {
      const text = chars.slice(start, end).join('');
      const weak = asks || isFunctionWord(text);
      const unit = { ...hanUnit(text, words), weak };
      units.push(unit.kind === 'run' && !asks ? orInParts(unit, words) : unit);
      continue;
    }
    const standsAlone = (at: number): boolean =>
      at < cut.length && cut[at].end - cut[at].start === 1 && !cut[at].asks && !isParticle(chars[cut[at].start]);
    if (!standsAlone(i)) continue;
    let last = i;
    while (standsAlone(last + 1)) last++;
    const found = unknownRun(chars.slice(start, cut[last].end), words, shorten);
    units.push(...found.units);
    shortened ||= found.shortened;
    i = last;
  }
  return { units, straddling, shortened };
}

/** A word of the site that is none of the index's (人工智能大模型): what it would have found as several words, it still does. */
function orInParts(unit: Unit, words: Words): Unit {
  const parts = cutHan(characters(unit.text), exactly(words), false).units.filter(({ weak }) => !weak);
  if (parts.length < 2) return unit;
  const terms = parts.flatMap(({ alternatives }) => alternatives[0].terms);
  return { ...unit, alternatives: [...unit.alternatives, { mode: 'all', terms }] };
}

/** The stretches of a folded text between spaces and signs: what was typed in one go. */
export function typedStretches(folded: string): string[] {
  const stretches: { start: number; end: number }[] = [];
  for (const { start, end } of runs(folded)) {
    const last = stretches.at(-1);
    if (last?.end === start) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches.map(({ start, end }) => folded.slice(start, end));
}

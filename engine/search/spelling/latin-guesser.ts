// What may have been meant by a Latin word that the collection does not have: one that is a letter or two away.

import { deletionKeys, mistakesBetween, mostMistakes } from '../../analysis/deletions.ts';
import { LETTER_MISTAKE } from './channel.ts';
import type { Guesser } from './guess.ts';

/** @param typed folded letters @param documents that hold it as it is */
export function latinGuesser(typed: string, documents: number): Guesser {
  const keys = [...deletionKeys(typed)];
  return {
    keys,
    guess: (found) =>
      [...new Map(keys.flatMap((key) => found.get(key) ?? []).map((word) => [word.text, word]))]
        .map(([text, word]) => ({ text, held: word.documents, mistakes: mistakesBetween(typed, text) }))
        .filter(({ text, mistakes }) => mistakes > 0 && mistakes <= Math.min(mostMistakes(typed), mostMistakes(text)))
        .map(({ text, held, mistakes }) => ({
          text,
          gain: Math.log((held + 1) / (documents + 0.25)) + LETTER_MISTAKE - LETTER_MISTAKE * mistakes,
          literal: null,
          mayStandApart: true,
        }))
        .sort((a, b) => b.gain - a.gain),
  };
}

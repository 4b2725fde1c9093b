// The best strings of a chain: at each place one of several characters, between two places what the collection knows of
// the pair. The k best paths (Viterbi with lists; Seshadri and Sundberg 1994), where each place remembers the best few
// beginnings that end in each of its characters.

import type { LanguageModel, PairFigures } from './language-model.ts';

export interface Place {
  /** What may stand here, with what it costs, in nats. */
  characters: ReadonlyMap<string, number>;
  /** What is known of pairs of a character of the place before and one of this place; of others nothing is. */
  pairs: ReadonlyMap<string, PairFigures>;
}

export interface Chain {
  text: string;
  /** By the model, less what its characters cost. */
  score: number;
}

/** @param keep beginnings remembered for each character. @returns best first */
export function bestStrings(places: readonly Place[], model: LanguageModel, keep: number): Chain[] {
  let ending = new Map<string, Chain[]>();
  places.forEach(({ characters, pairs }, i) => {
    const next = new Map<string, Chain[]>();
    for (const [char, cost] of characters) {
      const own = model.character(char) - cost;
      if (i === 0) {
        next.set(char, [{ text: char, score: own }]);
        continue;
      }
      const chains: Chain[] = [];
      for (const [before, beginnings] of ending) {
        const step = own + model.pair(before, char, pairs.get(before + char));
        for (const { text, score } of beginnings) chains.push({ text: text + char, score: score + step });
      }
      next.set(char, chains.sort((a, b) => b.score - a.score).slice(0, keep));
    }
    ending = next;
  });
  return [...ending.values()].flat().sort((a, b) => b.score - a.score);
}

// How probable a string is in this collection: a chain of its pairs of characters, and a little more where they are words.
// All in nats, and only differences between strings mean something.

import { characterProbability, expectedShare } from '../../analysis/character-rarity.ts';

/** What a pair that stands nowhere counts as, in documents: some texts are still to be written. */
const UNSEEN_DOCUMENTS = 0.25;

/** What a word of the lexicon has over two characters that merely stand side by side (经过 over 的过) ... */
const PAIR_WORD_BONUS = 2;

/** ... and one of more characters, for each of them beyond two. */
const LONG_WORD_BONUS = 2;

/** Of a character that Chinese writing as a whole hardly has. */
const RAREST = 1e-6;

/** What is known of a pair of neighbouring characters. */
export interface PairFigures {
  documents: number;
  isWord: boolean;
}

export interface LanguageModel {
  /** Log probability of a character by itself. */
  character(char: string): number;
  /** How much more often two characters stand side by side than if they fell independently; log ratio, and the bonus of a word. */
  pair(first: string, second: string, figures: PairFigures | undefined): number;
  /** @param isWord whether a stretch of three characters and more is a word of the lexicon */
  longWords(chars: readonly string[], isWord: (text: string) => boolean): number;
}

/**
 * @param documents of the index
 * @param meanLength tokens of an article
 */
export function createLanguageModel(documents: number, meanLength: number): LanguageModel {
  const expected = new Map<string, number>();
  /** Documents that a character stands in, if characters fell independently. */
  const documentsOf = (char: string): number => {
    let held = expected.get(char);
    if (held === undefined) {
      held = documents * expectedShare(characterProbability(char) ?? RAREST, meanLength);
      expected.set(char, held);
    }
    return held;
  };
  return {
    character: (char) => Math.log(characterProbability(char) ?? RAREST),
    pair(first, second, figures) {
      const held = Math.max(UNSEEN_DOCUMENTS, figures?.documents ?? 0);
      const ratio = Math.log((held * documents) / (documentsOf(first) * documentsOf(second)));
      return ratio + (figures?.isWord ? PAIR_WORD_BONUS : 0);
    },
    longWords(chars, isWord) {
      let bonus = 0;
      for (let start = 0; start + 3 <= chars.length; ) {
        let end = Math.min(chars.length, start + LONGEST_WORD);
        while (end - start > 2 && !isWord(chars.slice(start, end).join(''))) end--;
        if (end - start > 2) bonus += LONG_WORD_BONUS * (end - start - 2);
        start = end - start > 2 ? end : start + 1;
      }
      return bonus;
    },
  };
}

/** Characters of the longest words that are looked for. */
export const LONGEST_WORD = 7;

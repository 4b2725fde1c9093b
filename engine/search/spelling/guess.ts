// What may have been meant by a stretch of the query, and what has to be looked up before that can be said.

import type { Spelled } from '../../index/spelling-blocks.ts';

export interface Guess {
  /** Instead of the stretch; folded. */
  text: string;
  /** How much more probable it is than what was typed, in nats, its mistakes counted. */
  gain: number;
  /** Han characters of it that stand in some article together, if it is right; null where that says nothing. */
  literal: string | null;
  /** It is nothing but words, so that it is right even where no article has them side by side. */
  mayStandApart: boolean;
}

/** What was found under the keys that were asked for. */
export type Found = ReadonlyMap<string, readonly Spelled[]>;

export interface Guesser {
  /** Keys of the spelling companion. */
  readonly keys: readonly string[];
  /** Best first. */
  guess(found: Found): Guess[];
}

/** Whether a text can be cut into nothing but words. @param isWord of UTF-16 units of it */
export function isAllWords(length: number, isWord: (start: number, end: number) => boolean): boolean {
  const reached = [true];
  for (let end = 1; end <= length; end++)
    reached.push(reached.some((isReached, start) => isReached && isWord(start, end)));
  return reached[length];
}

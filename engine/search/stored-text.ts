// What asking a stored article's texts makes of them, whoever asks: folded, without signs, cut into words. Kept as long
// as the article itself stays in the cache of what was read, which counts it along (see storedBlockPart).

import { createAnalyzer } from '../analysis/analyzer.ts';
import { fold } from '../analysis/fold.ts';
import type { StoredArticle } from '../index/stored-fields.ts';
import { type Guard, lettersOf, mayHold } from './term-guard.ts';

export interface FieldText {
  readonly folded: string;
  /** Tokens. */
  readonly length: number;
  /** How often a term stands in it that is not one Han run, as the indexer counts it. */
  count(term: string, guard: Guard): number;
}

export interface StoredText {
  readonly title: FieldText;
  readonly body: FieldText;
}

/** Words and dates are cut by the indexer's own code. */
const wordAnalyzer = createAnalyzer(null);

const known = new WeakMap<StoredArticle, StoredText>();

/** The texts of an article, made once. */
export function textOf(stored: StoredArticle): StoredText {
  let texts = known.get(stored);
  if (texts === undefined) {
    const { article, titleLength, bodyLength } = stored;
    texts = { title: fieldText(article.title, titleLength), body: fieldText(article.body, bodyLength) };
    known.set(stored, texts);
  }
  return texts;
}

function fieldText(text: string, length: number): FieldText {
  const folded = fold(text);
  let letters: string | null = null;
  let words: Map<string, number> | null = null;
  return {
    folded,
    length,
    count(term, guard) {
      if (words === null) {
        if (!mayHold(guard, folded, () => (letters ??= lettersOf(folded)))) return 0;
        // A date or a word may be written in other ways than its term.
        words = countWords(text);
        letters = null;
      }
      return words.get(term) ?? 0;
    },
  };
}

function countWords(text: string): Map<string, number> {
  const { terms, frequencies } = wordAnalyzer.analyze(text);
  return new Map(terms.map((term, i) => [term, frequencies[i]]));
}

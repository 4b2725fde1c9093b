// Reads stop words: one a line, `#` begins a comment line. Lists of the field name signs too, which no query
// looks for anyway: they are skipped.

import { fold } from '../../engine/analysis/fold.ts';
import { wordKey } from '../../engine/analysis/word-key.ts';
import { UsageError } from '../../engine/errors.ts';
import { checkListSize, type WordFile, withoutComment } from './word-file.ts';

/** UTF-16 units of the longest word. */
const LONGEST_STOP_WORD = 64;

/** A separator, or a blank between Han characters: letters have blanks inside one word too (New York). */
const SEVERAL_WORDS = /[,;、]|=>|\p{Script=Han}\s+\p{Script=Han}/u;

/**
 * @returns folded words, each once, in order
 * @throws UsageError naming source, line number and text when a line is no word
 */
export function parseStopWords({ text, source }: WordFile): string[] {
  const words = new Set<string>();
  text.split(/\r\n|\n|\r/).forEach((written, i) => {
    const line = fold(withoutComment(written));
    const key = wordKey(line);
    if (key === '') return;
    if (line.length > LONGEST_STOP_WORD || SEVERAL_WORDS.test(line))
      throw new UsageError(
        `${source}:${i + 1}: "${written.trim()}" is not one stop word of at most ${LONGEST_STOP_WORD} characters; write one word a line`,
      );
    words.add(key);
  });
  const list = [...words];
  checkListSize(list, source, 'stop words');
  return list;
}

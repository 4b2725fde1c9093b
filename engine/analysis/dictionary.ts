// Reads dictionaries in jieba's text format. A line that cannot be read stops the build: a site's own
// words must not get lost in silence.

import { UsageError } from '../errors.ts';
import { CLASS_HAN, classOf, unitsAt } from './classes.ts';
import { fold } from './fold.ts';

/** A dictionary's text in jieba's format, and its name for messages. */
export interface Dictionary {
  text: string;
  source: string;
}

/** Frequency of a word that is listed without one: enough to stay whole among jieba's 60 million. */
const DEFAULT_FREQUENCY = 1000;

const LINE = /^(\S+)(?:[ \t]+([0-9]{1,15}))?(?:[ \t]+[a-zA-Z][\w-]*)?$/;

/** Characters of a folded word that is wholly of the Han class, else 0. */
export function hanCharacters(word: string): number {
  let count = 0;
  for (let i = 0; i < word.length; i += unitsAt(word, i)) {
    if (classOf(word.codePointAt(i)!) !== CLASS_HAN) return 0;
    count++;
  }
  return count;
}

/**
 * The Han words of a dictionary with their frequencies. A line is `word`, `word frequency`, `word tag`
 * or `word frequency tag`; empty lines are skipped. Words are folded, and those that fold to the same
 * one add up. Words with Latin letters, digits or punctuation are left out.
 * @throws UsageError on a line of another form, naming source, line number and text
 */
export function parseDictionary({ text, source }: Dictionary): Map<string, number> {
  const frequencies = new Map<string, number>();
  // The fold keeps offsets, so a message can quote the line as it was written.
  const folded = fold(text);
  let lineNumber = 0;
  for (let start = 0, end = 0; start < folded.length; start = end + 1) {
    end = folded.indexOf('\n', start);
    if (end < 0) end = folded.length;
    lineNumber++;
    const line = folded.slice(start, end).trim();
    if (line === '') continue;
    const match = LINE.exec(line);
    if (match === null) {
      throw new UsageError(
        `${source}:${lineNumber}: "${text.slice(start, end).trim()}" is not a dictionary line; write "word", "word frequency" or "word frequency tag"`,
      );
    }
    const word = match[1]!;
    if (hanCharacters(word) === 0) continue;
    const frequency = match[2] === undefined ? DEFAULT_FREQUENCY : Number(match[2]);
    frequencies.set(word, (frequencies.get(word) ?? 0) + frequency);
  }
  return frequencies;
}

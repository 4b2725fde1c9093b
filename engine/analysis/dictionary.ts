// Reads dictionaries in jieba's text format. A line that cannot be read stops the build, and a word that
// can be none is told: a site's own words must not get lost in silence.

import { UsageError } from '../errors.ts';
import { CLASS_HAN, classOf, unitsAt } from './classes.ts';
import { fold } from './fold.ts';
import { runs } from './runs.ts';

/** A dictionary's text in jieba's format, and its name for messages. */
export interface Dictionary {
  text: string;
  source: string;
}

export interface ParsedDictionary {
  /** Frequencies of the folded words that are one Han run. */
  frequencies: Map<string, number>;
  /** Folded words of several runs, as they are spelt: with letters, digits or signs inside (5g基站, 玛丽·居里). */
  mixed: Set<string>;
  /** Lines whose word was left out: source, line number, text, reason. */
  warnings: string[];
}

/** Frequency of a word that is listed without one: enough to stay whole among jieba's 60 million. */
const DEFAULT_FREQUENCY = 1000;

/** Characters of the longest word: a query asks the index for every stretch that could be one. */
export const LONGEST_DICTIONARY_WORD = 32;

const LINE = /^(\S+)(?:[ \t]+([0-9]{1,15}))?(?:[ \t]+([a-zA-Z][\w-]*))?$/;

/** A separator that does not stand between figures (2,160). */
const SEVERAL_WORDS = /[;、|]|,(?!\d)|(?<!\d),/;

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
 * The words of a dictionary. A line is `word`, `word frequency`, `word tag` or `word frequency tag`; empty lines
 * and those that begin with `#` are skipped. Words are folded, signs around them are dropped, and those that
 * become the same one add up. A word of Latin letters or digits alone is one without a dictionary.
 * @throws UsageError on a line of another form, naming source, line number and text
 */
export function parseDictionary({ text, source }: Dictionary): ParsedDictionary {
  const parsed: ParsedDictionary = { frequencies: new Map(), mixed: new Set(), warnings: [] };
  // The fold keeps offsets, so a message can quote the line as it was written.
  const folded = fold(text);
  let lineNumber = 0;
  for (let start = 0, end = 0; start < folded.length; start = end + 1) {
    end = folded.indexOf('\n', start);
    if (end < 0) end = folded.length;
    lineNumber++;
    const line = folded.slice(start, end).trim();
    if (line === '' || line.startsWith('#')) continue;
    const match = LINE.exec(line);
    if (match === null) {
      throw new UsageError(
        `${source}:${lineNumber}: "${text.slice(start, end).trim()}" is not a dictionary line; write "word", "word frequency" or "word frequency tag"`,
      );
    }
    const [, word, frequency, tag] = match;
    const reason = addWord(parsed, word!, frequency, tag);
    if (reason !== null)
      parsed.warnings.push(`${source}:${lineNumber}: "${text.slice(start, end).trim()}" was left out: ${reason}`);
  }
  return parsed;
}

/** @returns why the word can be none; null when it was taken */
function addWord(
  { frequencies, mixed }: ParsedDictionary,
  spelt: string,
  given: string | undefined,
  tag: string | undefined,
): string | null {
  const frequency = given === undefined ? DEFAULT_FREQUENCY : Number(given);
  if (SEVERAL_WORDS.test(spelt)) return 'it is several words; write one word a line';
  let characters = hanCharacters(spelt);
  let word = spelt;
  let isMixed = false;
  if (characters === 0) {
    const all = runs(spelt);
    if (all.length === 0) return 'it has no letter and no digit';
    word = spelt.slice(all[0]!.start, all.at(-1)!.end);
    isMixed = all.length > 1;
    characters = [...word].length;
    if (!isMixed && all[0]!.kind === 'word')
      return given === undefined && tag ? `"${tag}" was read as its tag, since a word has no space` : null;
  }
  if (characters > LONGEST_DICTIONARY_WORD)
    return `it has ${characters} characters, and a word at most ${LONGEST_DICTIONARY_WORD}; text of any length is found without a dictionary`;
  if (!isMixed) frequencies.set(word, (frequencies.get(word) ?? 0) + frequency);
  else if (frequency > 0) mixed.add(word);
  else mixed.delete(word);
  return null;
}

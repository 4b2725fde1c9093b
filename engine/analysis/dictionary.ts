// Reads dictionaries in jieba's text format. A line that cannot be read stops the build, and a word that
// can be none is told: a site's own words must not get lost in silence.

import { UsageError } from '../errors.ts';
import { CLASS_HAN, classOf, unitsAt } from './classes.ts';
import { fold, foldUnit } from './fold.ts';
import { runs } from './runs.ts';
import type { StretchFilter } from './stretch-filter.ts';

/** A dictionary's text in jieba's format, and its name for messages. */
export interface Dictionary {
  text: string;
  source: string;
}

export interface ParsedDictionary {
  /** Frequencies of the folded words that are one Han run. */
  frequencies: Map<string, number>;
  /** Sum of the frequencies of words that were not wanted. */
  unwanted: number;
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
 * @param isWanted which words of one Han run to keep; all, when absent
 * @throws UsageError on a line of another form, naming source, line number and text
 */
export function parseDictionary({ text, source }: Dictionary, isWanted?: StretchFilter): ParsedDictionary {
  const parsed: ParsedDictionary = { frequencies: new Map(), unwanted: 0, mixed: new Set(), warnings: [] };
  const plain: PlainLine = { wordEnd: 0, frequency: 0, end: 0 };
  let lineNumber = 0;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    if (readPlainLine(text, start, plain)) {
      end = plain.end;
      lineNumber++;
      addHanWord(parsed, text, start, plain.wordEnd, plain.frequency, isWanted);
      continue;
    }
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    lineNumber++;
    const line = fold(text.slice(start, end)).trim();
    if (line === '' || line.startsWith('#')) continue;
    const match = LINE.exec(line);
    if (match === null) {
      throw new UsageError(
        `${source}:${lineNumber}: "${text.slice(start, end).trim()}" is not a dictionary line; write "word", "word frequency" or "word frequency tag"`,
      );
    }
    const [, word, frequency, tag] = match;
    const reason = addWord(parsed, word!, frequency, tag, isWanted);
    if (reason !== null)
      parsed.warnings.push(`${source}:${lineNumber}: "${text.slice(start, end).trim()}" was left out: ${reason}`);
  }
  return parsed;
}

/** A line of a Han word, its frequency and a tag of letters, one blank between: where it ends, and what it says. */
interface PlainLine {
  wordEnd: number;
  frequency: number;
  end: number;
}

const NEWLINE = 0x0a;
const BLANK = 0x20;
const ZERO = 0x30;

/** Of the BMP: no surrogate is. */
const isFoldedHan = (unit: number): boolean => classOf(unit) === CLASS_HAN && foldUnit(unit) === unit;

/**
 * As nearly all lines are, folded as they are written, and at a tenth of the cost.
 * @returns false when the line has another form
 */
function readPlainLine(text: string, start: number, line: PlainLine): boolean {
  let i = start;
  for (let unit = text.charCodeAt(i); isFoldedHan(unit); unit = text.charCodeAt(++i));
  if (i === start || i - start > LONGEST_DICTIONARY_WORD || text.charCodeAt(i) !== BLANK) return false;
  line.wordEnd = i++;
  const figures = i;
  let frequency = 0;
  for (let digit = text.charCodeAt(i) - ZERO; digit >= 0 && digit <= 9; digit = text.charCodeAt(++i) - ZERO)
    frequency = frequency * 10 + digit;
  if (i === figures || i - figures > 15) return false;
  line.frequency = frequency;
  if (text.charCodeAt(i) === BLANK) {
    const tag = ++i;
    while (text.charCodeAt(i) >= 0x61 && text.charCodeAt(i) <= 0x7a) i++;
    if (i === tag) return false;
  }
  line.end = i;
  return i === text.length || text.charCodeAt(i) === NEWLINE;
}

function addHanWord(
  parsed: ParsedDictionary,
  folded: string,
  start: number,
  end: number,
  frequency: number,
  isWanted: StretchFilter | undefined,
): void {
  if (isWanted && !isWanted(folded, start, end)) {
    parsed.unwanted += frequency;
    return;
  }
  const word = folded.slice(start, end);
  parsed.frequencies.set(word, (parsed.frequencies.get(word) ?? 0) + frequency);
}

/** @returns why the word can be none; null when it was taken */
function addWord(
  parsed: ParsedDictionary,
  spelt: string,
  given: string | undefined,
  tag: string | undefined,
  isWanted: StretchFilter | undefined,
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
  if (!isMixed) addHanWord(parsed, word, 0, word.length, frequency, isWanted);
  else if (frequency > 0) parsed.mixed.add(word);
  else parsed.mixed.delete(word);
  return null;
}

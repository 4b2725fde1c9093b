// Reads synonyms in the format of Solr and Elasticsearch, except that a one-way rule keeps the word itself:
//
//   电脑, 计算机, PC          each finds the others
//   手机 => 智能手机, 移动电话   手机 finds the right side too, never the reverse
//   # a comment, where a line starts with it
//
// Words are folded, so script, width and case do not matter, and ， and ＝＞ are signs like their ASCII forms.
// What cannot be meant is refused with its line: a synonym that does nothing is worse than an error.

import { fold } from '../../engine/analysis/fold.ts';
import { runs } from '../../engine/analysis/runs.ts';
import { wordKey } from '../../engine/analysis/word-key.ts';
import { UsageError } from '../../engine/errors.ts';
import type { SynonymRule } from '../../engine/index/manifest.ts';
import { checkListSize, type WordFile, withoutComment } from './word-file.ts';

/** UTF-16 units of the longest word. */
export const LONGEST_SYNONYM = 64;

/** Words that one word may find besides itself, over all lines: each is read for every query with the word. */
export const MOST_SYNONYMS = 16;

const ARROW = '=>';
const EXAMPLES = 'write "电脑, 计算机" or "手机 => 智能手机"';

/**
 * @returns a rule for every line that has one, in order
 * @throws UsageError naming source, line number and text
 */
export function parseSynonyms({ text, source }: WordFile): SynonymRule[] {
  const rules: SynonymRule[] = [];
  const found = new Map<string, Set<string>>();
  text.split(/\r\n|\n|\r/).forEach((written, i) => {
    const line = withoutComment(written);
    const refuse = (problem: string): never => {
      throw new UsageError(`${source}:${i + 1}: "${line}" ${problem}`);
    };
    if (line === '') return;
    if (/[、;；]/.test(line)) refuse('separates words by signs that are no commas; write 电脑, 计算机');
    const rule = parseLine(fold(line), refuse);
    rules.push(rule);
    count(rule, found, refuse);
  });
  checkListSize(rules, source, 'synonyms');
  return rules;
}

type Refuse = (problem: string) => never;

function parseLine(line: string, refuse: Refuse): SynonymRule {
  const sides = line.split(ARROW);
  if (sides.length > 2) return refuse(`has more than one =>; write a line for each`);
  if (sides.length === 2) {
    const [from, to] = sides.map((side) => {
      if (side.trim() === '') refuse(`has nothing on one side of =>; ${EXAMPLES}`);
      return words(side, refuse);
    }) as [string[], string[]];
    for (const word of to) refuseCharacter(word, refuse);
    const others = to.filter((word) => from.length > 1 || wordKey(word) !== wordKey(from[0]!));
    if (others.length === 0) refuse('finds nothing but itself; name another word on the right');
    return { from, to: others };
  }
  if (!line.includes(',')) refuse(`has no comma and no =>; ${EXAMPLES}`);
  const all = words(line, refuse);
  for (const word of all) refuseCharacter(word, refuse);
  return { words: all };
}

function words(side: string, refuse: Refuse): string[] {
  const seen = new Set<string>();
  return side.split(',').map((part) => {
    const word = part.trim().replace(/\s+/g, ' ');
    if (word === '') refuse(`has nothing before or after a comma; ${EXAMPLES}`);
    const key = wordKey(word);
    if (key === '') refuse(`has "${word}", in which there is no letter and no digit to look for`);
    if (word.length > LONGEST_SYNONYM)
      refuse(`has a word of ${word.length} characters; at most ${LONGEST_SYNONYM} are looked for`);
    if (seen.has(key)) refuse(`has "${word}" twice (script, width and case do not matter); remove one`);
    seen.add(key);
    return word;
  });
}

/** A single Han character is in hundreds of words, so it can be what finds, but not what is found. */
function refuseCharacter(word: string, refuse: Refuse): void {
  const [run, ...more] = runs(word);
  if (run?.kind === 'han' && more.length === 0 && [...word.slice(run.start, run.end)].length === 1)
    refuse(`would find the single character "${word}" in every word that has it; write "${word} => ..." instead`);
}

function count(rule: SynonymRule, found: Map<string, Set<string>>, refuse: Refuse): void {
  const [from, to] = 'words' in rule ? [rule.words, rule.words] : [rule.from, rule.to];
  for (const word of from) {
    const key = wordKey(word);
    const others = found.get(key) ?? new Set();
    for (const other of to) if (wordKey(other) !== key) others.add(wordKey(other));
    if (others.size > MOST_SYNONYMS)
      refuse(`gives "${word}" ${others.size} synonyms, with the lines before; at most ${MOST_SYNONYMS}`);
    found.set(key, others);
  }
}

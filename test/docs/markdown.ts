// Takes a Markdown document apart as far as its checks need: code blocks, commands with what they printed,
// inline code, tables and links.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** @param path relative to the repository */
export const readDocument = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export interface CodeBlock {
  language: string;
  text: string;
}

export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
    language: language!,
    text: text!,
  }));
}

export const withoutCodeBlocks = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```$/gm, '');

export interface Example {
  /** The words of the command line, as a shell would hand them over. */
  words: string[];
  output: string;
}

/** Commands of `console` blocks (`$ ...`, with what they printed) and of `sh` blocks. */
export function examples(markdown: string): Example[] {
  const found: Example[] = [];
  for (const { language, text } of codeBlocks(markdown)) {
    if (language === 'console') {
      for (const piece of text.split(/^\$ /m).slice(1)) {
        const end = piece.indexOf('\n');
        found.push({ words: shellWords(piece.slice(0, end)), output: piece.slice(end + 1) });
      }
    } else if (language === 'sh') {
      for (const line of text.split(/\n|&&/)) {
        const words = shellWords(line);
        if (words.length > 0) found.push({ words, output: '' });
      }
    }
  }
  return found;
}

/** Words of a command line; quotes of both kinds, no escapes, a comment ends it. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.replace(/(?:^|\s)#.*$/, '').matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g))
    words.push(word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double));
  return words;
}

/** Texts in backticks outside of code blocks. */
export const inlineCode = (markdown: string): string[] =>
  [...withoutCodeBlocks(markdown).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);

/** First cells of the rows of the table under a header whose first cell is `heading`: the names in backticks. */
export function namesInTable(markdown: string, heading: string): string[] {
  const start = markdown.indexOf(`\n| ${heading} |`);
  if (start < 0) return [];
  const [table] = markdown.slice(start + 1).split(/\n(?!\|)/, 1);
  return table!
    .split('\n')
    .slice(2)
    .flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

/** Targets of links and images that lead into the repository. */
export const localLinks = (markdown: string): string[] =>
  [...withoutCodeBlocks(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The anchors that GitHub makes of headings. */
export const anchors = (markdown: string): string[] =>
  [...withoutCodeBlocks(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

// The lines that go to LuceneBench.java and come back. A line is a command with its fields between tabs;
// texts lose their tabs and line ends, which no analyzer makes a term of.

import type { BenchDocument, BenchQuery } from '../../data-set.ts';

/** What can be changed when asking. Norms hold lengths alone, so k1 and b need no new index. */
export interface Bm25Settings {
  k1: number;
  b: number;
  /** Factor of what the title adds to the score; the text counts once. */
  title: number;
}

/** @param analyzers names that LuceneBench.java knows: smartcn, cjk */
export function indexLine(analyzers: readonly string[]): string {
  return line('index', analyzers.join(','));
}

export function documentLine({ id, title, text }: BenchDocument): string {
  return line('add', id, oneLine(title), oneLine(text));
}

export const COMMIT_LINE = line('commit');

/** The line that opens a batch, and a line for each query. */
export function batchLines(queries: readonly BenchQuery[], { k1, b, title }: Bm25Settings, limit: number): string[] {
  return [
    line('ask', `${k1}`, `${b}`, `${title}`, `${limit}`, `${queries.length}`),
    ...queries.map(({ text }) => line(oneLine(text))),
  ];
}

/** The line that opens a batch of documents whose like is looked for, and a line for each, its title before its text. */
export function likeLines(documents: readonly BenchDocument[], limit: number): string[] {
  return [
    line('like', `${limit}`, `${documents.length}`),
    ...documents.map(({ title, text }) => line(oneLine(`${title} ${text}`))),
  ];
}

/** The ids of an answer, best first. */
export function readIds(answer: string): string[] {
  return answer === '' ? [] : answer.split('\t');
}

function line(...fields: string[]): string {
  return `${fields.join('\t')}\n`;
}

function oneLine(text: string): string {
  // Java ends a line at \r too.
  return text.replace(/[\t\r\n]+/g, ' ');
}

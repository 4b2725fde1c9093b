// Reads the table of judged cases: Markdown that people edit. A row that cannot be understood is an
// error that names its line, never a case that is silently left out.

import { type Expectation, parseExpectations } from './expectation.ts';

export interface JudgedCase {
  /** The heading it stands under. */
  kind: string;
  /** A collection of settings/xunwen.config.json; null for the defaults. */
  settings: string | null;
  query: string;
  /** As written in the table. */
  expected: string;
  expectations: Expectation[];
  /** What readers may expect and do not get yet: the day it holds, the row has to say so. */
  notYet: boolean;
}

const HEADING = /^## ([^(]+?)(?: \(settings: ([a-z-]+)\))?$/;
const NOT_YET = 'not yet: ';
const ROW = /^\| `(.+?)` \| (.+?) \|(?: (.*?) ?)?\|$/;

/**
 * @param markdown rows `| query | expect | why |` below `## headings`; what stands before the first heading explains
 * @throws Error that names the line of a row that is none
 */
export function parseCases(markdown: string): JudgedCase[] {
  const cases: JudgedCase[] = [];
  let kind: string | null = null;
  let settings: string | null = null;
  markdown.split('\n').forEach((line, i) => {
    const at = `cases.md:${i + 1}`;
    if (line.startsWith('## ')) {
      const heading = HEADING.exec(line);
      if (!heading)
        throw new Error(`${at}: "${line}" is no heading such as "## People" or "## Synonyms (settings: synonyms)"`);
      kind = heading[1];
      settings = heading[2] ?? null;
    }
    if (kind === null || !line.startsWith('|') || line === '| query | expect | why |' || /^[|\-\s]+$/.test(line))
      return;
    const row = ROW.exec(line);
    if (!row) throw new Error(`${at}: "${line}" is no row such as "| \`query\` | first: A | why |"`);
    const [, query, written] = row;
    const notYet = written.startsWith(NOT_YET);
    const expected = notYet ? written.slice(NOT_YET.length) : written;
    cases.push({ kind, settings, query, expected, expectations: parseExpectations(expected, at), notYet });
  });
  return cases;
}

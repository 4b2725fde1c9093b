// What the documents say of the speed bench, from its figures: nothing in them is typed by hand.

import { XunwenError } from '../../engine/errors.ts';
import { reportCosts } from '../cost-report.ts';
import { plotSpeed } from './plot.ts';
import { reportSpeed } from './report.ts';
import { formatResults, type Results } from './results.ts';

/** Tables stand between these lines. */
const BEGIN = '<!-- figures -->\n';
const END = '<!-- /figures -->\n';

/**
 * @param read gives the text of a document of docs/, in which the tables are replaced
 * @returns texts by the name of the file in docs/
 * @throws XunwenError when a document has no place for its tables
 */
export function documentsOf(results: Results, read: (name: string) => string): Map<string, string> {
  const withTables = (name: string, tables: string): [string, string] => {
    const text = read(name);
    const begin = text.indexOf(BEGIN);
    const end = text.indexOf(END);
    if (begin < 0 || end < begin)
      throw new XunwenError(`docs/${name}: no place for the tables; put ${BEGIN.trim()} and ${END.trim()} there`);
    return [name, `${text.slice(0, begin + BEGIN.length)}\n${tables}\n\n${text.slice(end)}`];
  };
  return new Map([
    ['speed.json', formatResults(results)],
    ['speed.svg', plotSpeed(results)],
    withTables('speed.md', reportSpeed(results)),
    withTables('cost.md', reportCosts(results.results)),
  ]);
}

// HTML to plain text as a reader sees it: blocks begin a line, inline elements add nothing,
// what is no prose (scripts, navigation of forms, readings above characters) is left out.

import { type CheerioAPI, load } from 'cheerio';

type Node = ReturnType<CheerioAPI['root']>[0]['children'][number];

const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary table tbody tfoot ' +
    'thead tr ul br caption video audio'
  ).split(' '),
);
const SILENT = new Set(
  (
    'script style noscript template head title svg math canvas iframe object embed audio video map select button textarea ' +
    'rt rp input'
  ).split(' '),
);
const CELLS = new Set(['td', 'th']);

/** Stands before each cell: a space also where the source has a line break between Chinese characters. */
const CELL = '\u0001';
const CELL_BORDER = / ?\u0001 ?/g;

// A line of source code that ends between two Chinese characters is no space (CSS Text 3, section 4.1.3).
const WIDE = String.raw`[\p{Script=Han}\u3001-\u303F\u3040-\u30FF\uFF01-\uFF60\uFFE0-\uFFE6“”‘’—…]`;
const BREAK_IN_CHINESE = new RegExp(`(?<=${WIDE})[ \\t]*\\n\\s*(?=${WIDE})`, 'gu');

/** Whether what an element holds is no prose. @param name in lower case */
export const isSilent = (name: string): boolean => SILENT.has(name);

/** Whether an element begins a line, or a cell of one. @param name in lower case */
export const isBlock = (name: string): boolean => BLOCKS.has(name) || CELLS.has(name);

/** Text as HTML that reads back as this text. */
export const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The text of an HTML fragment or document; lines are parted by '\n'. */
export function htmlToText(html: string): string {
  return textOf([...load(html, null, false).root().contents().toArray()]);
}

/** The text of parsed nodes, in their order. */
export function textOf(nodes: readonly Node[]): string {
  const out: string[] = [];
  // Runs of inline text collapse as one, for white space may span elements.
  let run = '';
  const endRun = () => {
    const text = run
      .replace(BREAK_IN_CHINESE, '')
      .replace(/[ \t\n\r\f]+/g, ' ')
      .replace(CELL_BORDER, ' ')
      .replaceAll('\u00A0', ' ')
      .trim();
    if (text !== '') out.push(text);
    run = '';
  };
  // A stack instead of recursion: pages may nest deeper than the call stack.
  const pending: (Node | { end: true; pre: boolean })[] = [...nodes].reverse();
  let pre = 0;
  for (let node = pending.pop(); node; node = pending.pop()) {
    if ('end' in node) {
      endRun();
      if (node.pre) pre--;
    } else if (node.type === 'text') {
      if (pre === 0) {
        run += node.data;
        continue;
      }
      const [first, ...more] = node.data.split(/\r\n?|\n/);
      run += first;
      for (const line of more) {
        endRun();
        run = line;
      }
    } else if ('children' in node) {
      const name = 'name' in node ? node.name.toLowerCase() : '';
      if (SILENT.has(name)) continue;
      if (CELLS.has(name)) run += CELL;
      if (BLOCKS.has(name)) {
        endRun();
        if (name === 'pre') pre++;
        pending.push({ end: true, pre: name === 'pre' });
      }
      for (let index = node.children.length - 1; index >= 0; index--) pending.push(node.children[index]);
    }
  }
  endRun();
  return out.join('\n');
}

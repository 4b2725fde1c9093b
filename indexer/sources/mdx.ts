// MDX: Markdown with components. Imports, exports, expressions and the tags of components are no text,
// what stands between the tags is. Nothing is run: a component that is imported stays what is written here.

import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { FieldMap } from './fields.ts';
import { readFrontMatter } from './front-matter.ts';
import { escapeText, isBlock, isSilent } from './html-text.ts';
import type { RawItem } from './item.ts';
import { renderedRecord } from './markdown.ts';

const processor = unified().use(remarkParse).use(remarkMdx).use(remarkGfm).freeze();

type Root = ReturnType<typeof processor.parse>;
type Node = Root['children'][number];
type JsxElement = Extract<Node, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

/** The parser takes seconds for nests and rows of emphasis that only a generator of nonsense writes. */
const ENDLESS_MARKERS = /(?:[>*_+[\]~-][ \t]?){1000}/;

/** Read a `.mdx` file. What MDX itself would refuse to compile is skipped with the place. */
export function* readMdx(text: string, map: FieldMap = {}): Generator<RawItem> {
  const front = readFrontMatter(text, map);
  if ('refused' in front) {
    yield front.refused;
    return;
  }
  if (ENDLESS_MARKERS.test(front.content)) {
    yield { kind: 'skipped', reason: 'over 1,000 marks of Markdown in a row; is that a text?' };
    return;
  }
  let root: Root;
  try {
    root = parse(front.content);
  } catch (error) {
    if (!isMessage(error)) throw error;
    const linesBefore = countLines(text) - countLines(front.content);
    const { line, column } = error;
    const place = line === undefined ? {} : { line: line + linesBefore, ...(column === undefined ? {} : { column }) };
    yield { kind: 'skipped', reason: `not valid MDX: ${error.reason}`, ...place };
    return;
  }
  yield renderedRecord(front, childrenToHtml(root));
}

/** Docusaurus also takes comments of HTML and headings with ids, which MDX does not: they are looked at second. */
function parse(content: string): Root {
  try {
    return processor.parse(content);
  } catch (error) {
    const plain = content.replace(/<!--[\s\S]*?-->/g, blankOut).replace(/^(#{1,6} .*?)\{#[\w-]+\}[ \t]*$/gm, '$1');
    if (plain === content) throw error;
    return processor.parse(plain);
  }
}

/** Line breaks stay, so that places in messages stay right. */
const blankOut = (comment: string): string => comment.replace(/[^\n]+/g, '');
const countLines = (text: string): number => text.split('\n').length;

interface Message extends Error {
  reason: string;
  line?: number;
  column?: number;
}

/** What the parsers of unified throw. */
const isMessage = (error: unknown): error is Message =>
  error instanceof Error && 'reason' in error && typeof error.reason === 'string';

const childrenToHtml = ({ children }: { children: readonly Node[] }): string => children.map(toHtml).join('');

/** Only as much HTML as decides where lines begin; links, emphasis and attributes are no text. */
function toHtml(node: Node): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return escapeText(node.value);
    case 'code':
      return `<pre>${escapeText(node.value)}</pre>`;
    case 'break':
      return '<br>';
    case 'heading':
      return `<h${node.depth}>${childrenToHtml(node)}</h${node.depth}>`;
    case 'tableCell':
      return `<td>${childrenToHtml(node)}</td>`;
    case 'mdxTextExpression':
    case 'mdxFlowExpression':
      return escapeText(literalText(node.value));
    case 'mdxJsxTextElement':
    case 'mdxJsxFlowElement':
      return elementToHtml(node);
    case 'table':
    case 'tableRow':
    case 'paragraph':
    case 'blockquote':
    case 'list':
    case 'listItem':
    case 'footnoteDefinition':
      return `<${BLOCK_TAGS[node.type]}>${childrenToHtml(node)}</${BLOCK_TAGS[node.type]}>`;
    default:
      return 'children' in node ? childrenToHtml(node) : '';
  }
}

const BLOCK_TAGS = {
  table: 'table',
  tableRow: 'tr',
  paragraph: 'p',
  blockquote: 'blockquote',
  list: 'ul',
  listItem: 'li',
  footnoteDefinition: 'div',
} as const;

/** Elements of HTML are what they are; a component is a block or a part of its line, as it is written. */
function elementToHtml(node: JsxElement): string {
  const { name } = node;
  if (name !== null && isSilent(name)) return '';
  if (name === 'br' || name === 'hr') return `<${name}>`;
  const tag = name !== null && isBlock(name) ? name : node.type === 'mdxJsxFlowElement' ? 'div' : 'span';
  return `<${tag}>${childrenToHtml(node)}</${tag}>`;
}

/** `{' '}` and `{"{"}` are the ways to write these characters; any other expression is code. */
const literalText = (expression: string): string => /^\s*(["'`])([^"'`\\$]*)\1\s*$/.exec(expression)?.[2] ?? '';

// A search's answer as a person reads it in a terminal.

import type { FacetValue, Hit, SearchResponse, SimilarResponse, Snippet } from '../../engine/search/contract.ts';
import { counted, formatCount } from '../format.ts';
import { hitLines, queryLines } from './show-explanation.ts';
import { type Colors, plainLine } from './terminal.ts';

/** UTF-16 units, as /search has it when nobody says how long a snippet may be. */
const SNIPPET_LENGTH = 120;

/**
 * Numbered hits with what matched in red, what was counted, and a line that says how many there are. Where the answer explains itself,
 * the explanations of the query and of each hit too.
 * @param offset how many hits were skipped: numbers go on from there
 * @param snippetLength the length that was asked for, UTF-16 units
 */
export function showHits(
  response: SearchResponse,
  offset: number,
  colors: Colors,
  snippetLength = SNIPPET_LENGTH,
): string {
  const lines = response.hits.flatMap((hit, index) => [...showHit(hit, offset + index + 1, colors, snippetLength), '']);
  const query = response.explanation ? queryLines(response.explanation) : [];
  const redirect = response.redirect === null ? [] : [`Readers are sent to ${plainLine(response.redirect)}`, ''];
  const facets = Object.entries(response.facets).map(([facet, values]) => facetLine(facet, values, colors));
  return [
    ...query,
    ...redirect,
    ...lines,
    ...facets,
    totalLine(response, offset),
    ...meantLines(response, colors),
    '',
  ].join('\n');
}

/** What may have been meant, in the last line, where a reader looks who found nothing. */
function meantLines({ didYouMean }: SearchResponse, colors: Colors): string[] {
  if (didYouMean === null) return [];
  const meant = showMarkedHtml(didYouMean.html, colors);
  return [
    didYouMean.answered ? `Read as ${meant}` : `Did you mean: ${meant} (${counted(didYouMean.total, 'article')})`,
  ];
}

/**
 * The words that tell an article from others, and numbered hits that share them.
 * @param snippetLength the length that was asked for, UTF-16 units
 */
export function showSimilar(
  { terms, hits, index }: SimilarResponse,
  colors: Colors,
  snippetLength = SNIPPET_LENGTH,
): string {
  const lines = hits.flatMap((hit, i) => [...showHit(hit, i + 1, colors, snippetLength), '']);
  const told =
    terms.length === 0 ? 'Nothing tells it from other articles.' : `It is told by ${terms.map(plainLine).join(', ')}`;
  const total = `${counted(hits.length, 'similar article')} in "${index.collection}" (${counted(index.documents, 'article')})`;
  return [told, '', ...lines, total, ''].join('\n');
}

function showHit(hit: Hit, number: number, colors: Colors, snippetLength: number): string[] {
  const label = `${number}. `;
  const indent = ' '.repeat(label.length);
  const title = hit.title === '' ? colors.dim('(no title)') : colors.bold(showMarkedHtml(hit.titleHtml, colors));
  const facts = [hit.pinned ? 'pinned' : null, hit.collection ?? null, hit.source, hit.date, hit.url].filter(
    (fact) => fact !== null && fact !== '',
  ) as string[];
  const lines = [`${label}${title}`];
  if (hit.duplicates > 0) facts.push(`and ${counted(hit.duplicates, 'near-duplicate')}`);
  if (facts.length > 0) lines.push(indent + colors.dim(facts.map(plainLine).join(' · ')));
  for (const snippet of hit.snippets) lines.push(indent + showSnippet(snippet, colors, snippetLength));
  if (hit.explanation) lines.push(...hitLines(hit.explanation).map((line) => indent + line));
  return lines;
}

/** Values of a facet that are shown; --json has all. */
const SHOWN_VALUES = 12;

function facetLine(facet: string, values: readonly FacetValue[], colors: Colors): string {
  const shown = values
    .slice(0, SHOWN_VALUES)
    .map(({ value, count }) => `${plainLine(value)} ${colors.dim(formatCount(count))}`);
  const more = values.length - shown.length;
  if (more > 0) shown.push(`${formatCount(more)} more`);
  return `${colors.bold(facet)}: ${shown.join(' · ') || 'none'}`;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", apos: "'" };

/** Marks that exist only as HTML: escaped text with `<mark>` and nothing else. */
export function showMarkedHtml(html: string, colors: Colors): string {
  const parts = html.split(/<mark>(.*?)<\/mark>/s);
  return parts.map((part, index) => show(unescapeHtml(part), index % 2 === 1, colors)).join('');
}

const unescapeHtml = (html: string): string =>
  html.replace(/&(amp|lt|gt|quot|apos|#39|#x27);/gi, (entity, name: string) => ENTITIES[name.toLowerCase()] ?? entity);

function showSnippet({ text, marks, offset }: Snippet, colors: Colors, snippetLength: number): string {
  let shown = offset > 0 ? '…' : '';
  let position = 0;
  for (const [start, end] of marks) {
    shown += show(text.slice(position, start), false, colors) + show(text.slice(start, end), true, colors);
    position = end;
  }
  shown += show(text.slice(position), false, colors);
  // The answer does not say where the body ends. A snippet that could have been longer, or that ends a sentence,
  // most likely ends where the text does, or where nothing seems to be missing.
  const isCut = text.length >= 0.8 * snippetLength && !/[。！？!?.…][”」』"’）)]*\s*$/.test(text);
  return isCut ? `${shown}…` : shown;
}

function show(text: string, marked: boolean, colors: Colors): string {
  // Parts are joined again, so the spaces at their ends count.
  const plain = plainLine(text);
  if (plain === '') return text === '' ? '' : ' ';
  return `${/^\s/.test(text) ? ' ' : ''}${marked ? colors.red(plain) : plain}${/\s$/.test(text) ? ' ' : ''}`;
}

function totalLine({ hits, total, totalRelation, relaxed, didYouMean, index }: SearchResponse, offset: number): string {
  const all = `${totalRelation === 'gte' ? 'at least ' : ''}${formatCount(total)}`;
  const noun = total === 1 ? 'article' : 'articles';
  const range = hits.length === 0 ? all : `${offset + 1}-${offset + hits.length} of ${all}`;
  const names = index.collection
    .split(',')
    .map((name) => `"${name}"`)
    .join(' and ');
  const note = relaxed && !didYouMean?.answered ? '; none has all that was asked for, these have the most of it' : '';
  return `${range} ${noun} in ${names} (${counted(index.documents, 'article')})${note}`;
}

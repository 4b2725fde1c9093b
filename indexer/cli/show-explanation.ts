// `--explain` as a person reads it: tables whose rows multiply to their last number and add up to the score.

import type { Explanation, QueryExplanation } from '../../engine/search/contract.ts';
import type { ExplainedPart, ExplainedUnit, PlannedTerm, PlannedUnit } from '../../engine/search/explanation.ts';
import { formatCount } from '../format.ts';
import { type Column, tableLines } from './columns.ts';
import { plainLine } from './terminal.ts';

const PART_COLUMNS: readonly Column<ExplainedPart>[] = [
  { heading: 'part', align: 'left', cell: partName },
  { heading: 'title', align: 'right', cell: ({ occurrences }) => count(occurrences?.title) },
  { heading: 'body', align: 'right', cell: ({ occurrences }) => count(occurrences?.body) },
  { heading: 'weight', align: 'right', cell: ({ termWeight, weight }) => number(termWeight ?? weight) },
  { heading: 'idf', align: 'right', cell: ({ idf }) => number(idf) },
  { heading: 'impact', align: 'right', cell: ({ impact }) => number(impact) },
  { heading: 'score', align: 'right', cell: ({ score }) => number(score) },
];

const UNIT_COLUMNS: readonly Column<PlannedUnit>[] = [
  { heading: 'asked for', align: 'left', cell: nameOf },
  { heading: 'kind', align: 'left', cell: ({ kind }) => kind },
  { heading: 'use', align: 'left', cell: ({ use }) => use },
  { heading: 'weight', align: 'right', cell: ({ use, weight }) => number(use === 'wanted' ? weight : null) },
  { heading: 'synonyms', align: 'left', cell: ({ synonyms }) => synonyms.map(plainLine).join(', ') },
];

const TERM_COLUMNS: readonly Column<PlannedTerm>[] = [
  { heading: 'term', align: 'left', cell: (term) => `${nameOf(term)}${term.prefix ? '…' : ''}` },
  { heading: 'use', align: 'left', cell: ({ use }) => use },
  { heading: 'weight', align: 'right', cell: ({ use, termWeight }) => number(use === 'excluded' ? null : termWeight) },
  { heading: 'idf', align: 'right', cell: ({ idf }) => number(idf) },
  { heading: 'articles', align: 'right', cell: ({ documentFrequency }) => count(documentFrequency) },
];

/** How the query was read, in lines without an indent, and a blank one at the end. */
export function queryLines({ order, match, needed, units, dropped, terms }: QueryExplanation): string[] {
  const lines: string[] = [];
  if (units.length > 0) {
    const wanted = `${Math.round(100 * needed)} % of the weight of what is wanted`;
    lines.push(`The query, match=${match}: a hit holds ${needed === 1 ? 'all that is wanted' : `at least ${wanted}`}`);
    // A column that says nothing is left out.
    const hasSynonyms = units.some(({ synonyms }) => synonyms.length > 0);
    lines.push(...tableLines(hasSynonyms ? UNIT_COLUMNS : UNIT_COLUMNS.slice(0, -1), units).map(indented), '');
  }
  if (dropped.length > 0)
    lines.push(`  not asked for: ${dropped.map(({ text, why }) => `${plainLine(text)} (${why})`).join(', ')}`, '');
  if (terms.length > 0) lines.push(...tableLines(TERM_COLUMNS, terms).map(indented), '');
  if (order !== 'relevance') lines.push(`The hits stand in order of date (sort=${order}): scores decide nothing.`, '');
  return lines;
}

/** Why a hit has its score, in lines without an indent: the largest summands first. */
export function hitLines({ score, sum, factor, recency, keywords, parts, units, firstPhase }: Explanation): string[] {
  if (parts.length === 0) return ['score 0: nothing in the query scores here'];
  const lines = tableLines(
    PART_COLUMNS,
    [...parts].sort((a, b) => b.score - a.score),
  );
  const before = firstPhase === null ? '' : `; ${number(firstPhase)} before its text was read`;
  const newer = recency === 1 ? '' : ` × recency ${number(recency)}`;
  lines.push(`sum ${number(sum)} × factor ${number(factor)}${newer} = ${number(score)}${before}`);
  if (keywords.length > 0)
    lines.push(`keywords: ${keywords.map(({ text, stands }) => `${plainLine(text)} ${stands}`).join(', ')}`);
  const held = units.filter((unit) => unit.held).map(howHeld);
  const missing = units.filter((unit) => !unit.held).map(nameOf);
  if (held.length > 0) lines.push(`holds: ${held.join(', ')}`);
  if (missing.length > 0) lines.push(`lacks: ${missing.join(', ')}`);
  return lines;
}

function partName({ what, text, synonymOf }: ExplainedPart): string {
  if (what === 'title') return 'title as a whole';
  if (what === 'term') return plainLine(text) + (synonymOf === null ? '' : ` (for ${plainLine(synonymOf)})`);
  return what === 'character' ? `${plainLine(text)} (character)` : what;
}

function howHeld(unit: ExplainedUnit): string {
  const how = unit.by === 'synonym' && unit.synonym !== null ? `synonym ${plainLine(unit.synonym)}` : unit.by;
  return `${nameOf(unit)} (${how})`;
}

function nameOf({ text, field }: { text: string; field: 'title' | null }): string {
  return `${field === null ? '' : `${field}:`}${plainLine(text)}`;
}

const number = (value: number | null): string => (value === null ? '' : value.toFixed(2));
const count = (value: number | null = null): string => (value === null ? '' : formatCount(value));
const indented = (line: string): string => `  ${line}`;

// Which stretches of a query may be mistyped, told from what the search has read anyway: pairs of characters that hardly
// any article has, and Latin words that hardly any has, as far as no article on the page has what was typed. What stands
// in an article is no mistake, however rare it is.

import { isLatinWord } from '../../analysis/deletions.ts';
import { fold } from '../../analysis/fold.ts';
import { runs } from '../../analysis/runs.ts';
import { wordTerm } from '../../analysis/word-forms.ts';
import type { PlanCut } from '../plan.ts';
import type { Leaf, Query } from '../query-language.ts';
import { LONGEST_LITERAL, MOST_KEYWORD_UNITS } from '../ranking.ts';

/** A stretch of the query, in UTF-16 units of it. */
export interface Suspect {
  kind: 'han' | 'latin';
  start: number;
  end: number;
  /** Folded. */
  text: string;
}

/** A pair in no more than this share of the documents is hardly in any ... */
const WEAK_SHARE = 0.005;

/** ... and of few documents, in this many. */
const WEAK_DOCUMENTS = 2;

/** Characters of a run on both sides of a weak pair that are looked for in the articles along with it ... */
const REACH = 3;

/** ... and that may be changed; longer runs are sentences, of which the rest is left alone. */
const CHANGED_REACH = 4;

export interface Evidence {
  query: Query;
  /** How its texts were cut. */
  cuts: readonly PlanCut[];
  /** Documents that hold a term. */
  documentsOf(term: string): number;
  /** Of the index. */
  documents: number;
  /** Nothing was found at all. */
  isEmpty: boolean;
  /** Folded titles and bodies of the articles on the page. */
  texts: readonly string[];
}

/**
 * Nothing where what was typed is a sentence that finds something: in headlines and questions mistakes are hardly ever
 * found, and looking for them took a third of those of 20 characters from 4 rounds of reads to 8.
 */
export function suspectsOf(evidence: Evidence): Suspect[] {
  const { query, cuts, isEmpty } = evidence;
  const units = cuts.reduce((sum, cut) => sum + cut.units.filter(({ weak }) => !weak).length, 0);
  const leaves = query.clauses.flatMap(({ alternatives }) => alternatives);
  const length = leaves.reduce((sum, { text }) => sum + text.length, 0);
  if ((units > MOST_KEYWORD_UNITS || length > LONGEST_LITERAL) && !isEmpty) return [];
  return leaves.flatMap((leaf) => suspectsIn(leaf, evidence));
}

function suspectsIn(leaf: Leaf, evidence: Evidence): Suspect[] {
  const folded = fold(leaf.text);
  const cut = evidence.cuts.find(({ typed }) => typed === folded);
  return runs(folded).flatMap(({ kind, start, end }): Suspect[] => {
    const text = folded.slice(start, end);
    const at = leaf.start + start;
    if (kind === 'han') {
      const part = suspectPart(text, evidence, cut);
      return part ? [{ kind, start: at + part.start, end: at + part.end, text: text.slice(part.start, part.end) }] : [];
    }
    return isLatinWord(text) && isWeak(wordTerm(text), evidence) && !stands(text, evidence)
      ? [{ kind: 'latin', start: at, end: leaf.start + end, text }]
      : [];
  });
}

const isWeak = (term: string, { documentsOf, documents }: Evidence): boolean =>
  documentsOf(term) <= Math.max(WEAK_DOCUMENTS, WEAK_SHARE * documents);

const stands = (text: string, { texts }: Evidence): boolean => texts.some((one) => one.includes(text));

/** What of a Han run is suspect, in its UTF-16 units; null when nothing is. */
function suspectPart(run: string, evidence: Evidence, cut: PlanCut | undefined): { start: number; end: number } | null {
  // Characters beyond the BMP are in no pair that spelling knows.
  const borders = wordBorders(run, cut);
  for (let i = 1; i < run.length; i++) {
    if (borders.has(i) || !isWeak(run.slice(i - 1, i + 1), evidence)) continue;
    const around = run.slice(Math.max(0, i - REACH), i + REACH);
    if (stands(around, evidence)) continue;
    return { start: Math.max(0, i - CHANGED_REACH), end: Math.min(run.length, i + CHANGED_REACH) };
  }
  return null;
}

/** Where two words of the cut meet: a pair there says nothing of either. */
function wordBorders(run: string, cut: PlanCut | undefined): Set<number> {
  const starts = new Set<number>();
  const ends = new Set<number>();
  let from = 0;
  for (const { kind, text } of cut?.units ?? []) {
    const start = kind === 'word' ? run.indexOf(text, from) : -1;
    if (start < 0) continue;
    starts.add(start);
    from = start + text.length;
    ends.add(from);
  }
  return new Set([...starts].filter((start) => ends.has(start)));
}

// What the site itself says about given queries: articles that come first, articles that are never shown, and links.
// A rule is for whole queries of plain words. Pins are part of the result whether they match or not, and are counted
// once; what is hidden is as if it were not in the index, for as long as the rule is published.

import { fold } from '../analysis/fold.ts';
import { wordKey } from '../analysis/word-key.ts';
import type { DuplicateGroups } from '../index/duplicates.ts';
import type { CurationRule } from '../index/manifest.ts';
import { countShown } from './collapse.ts';
import type { Query } from './query-language.ts';
import type { Selection } from './select.ts';

/** What holds for one query. Documents by number. */
export interface Curated {
  /** In the order shown. */
  pins: readonly number[];
  /** Ascending. */
  hidden: readonly number[];
  redirect: string | null;
}

export const NOT_CURATED: Curated = { pins: [], hidden: [], redirect: null };

/**
 * The key by which a query is looked up: script, width, case, signs and blanks between scripts do not matter. Null for a
 * query with operators (quotes, -, OR, title:), which asks for something of its own.
 */
export function curationKey({ clauses, excluded }: Query): string | null {
  if (clauses.length === 0 || excluded.length > 0) return null;
  const texts: string[] = [];
  for (const { alternatives } of clauses) {
    const [leaf, ...others] = alternatives;
    if (others.length > 0 || leaf.kind !== 'text' || leaf.field !== null) return null;
    texts.push(leaf.text);
  }
  return wordKey(fold(texts.join(' '))) || null;
}

/** What the rules of a version say of a query. */
export function curationOf(rules: readonly CurationRule[] | undefined, query: Query): Curated {
  if (rules === undefined) return NOT_CURATED;
  const known = byQuery(rules);
  return known.of.get(curationKey(query) ?? '') ?? known.otherwise;
}

/** Documents that no reader is to see, whatever is asked. Ascending. */
export const hiddenAlways = (rules: readonly CurationRule[] | undefined): readonly number[] =>
  rules === undefined ? [] : byQuery(rules).otherwise.hidden;

interface RulesByQuery {
  of: ReadonlyMap<string, Curated>;
  otherwise: Curated;
}

/** By the rules of the manifest that they were made of: one for a version. */
const made = new WeakMap<readonly CurationRule[], RulesByQuery>();

function byQuery(rules: readonly CurationRule[]): RulesByQuery {
  const known = made.get(rules);
  if (known) return known;
  const always = rules.filter(({ queries }) => queries === undefined);
  const rulesOf = new Map<string, CurationRule[]>();
  for (const rule of rules)
    for (const key of rule.queries ?? []) {
      const own = rulesOf.get(key);
      if (own) own.push(rule);
      else rulesOf.set(key, [rule]);
    }
  const all = {
    of: new Map([...rulesOf].map(([key, own]) => [key, together([...always, ...own])])),
    otherwise: together(always),
  };
  made.set(rules, all);
  return all;
}

const together = (rules: readonly CurationRule[]): Curated => ({
  pins: [...new Set(rules.flatMap(({ pin }) => pin ?? []))],
  hidden: [...new Set(rules.flatMap(({ hide }) => hide ?? []))].sort((a, b) => a - b),
  redirect: rules.find(({ redirect }) => redirect !== undefined)?.redirect ?? null,
});

/**
 * The selection without its pins, which are shown before it; its total counts them.
 * @param groups of near-duplicates; null when every document is shown
 */
export function withPins(selection: Selection, pins: readonly number[], groups: DuplicateGroups | null): Selection {
  if (pins.length === 0) return selection;
  const groupsOfPins = new Set(pins.map((pin) => groups?.[pin] || null));
  // What is like a pin stands behind it.
  const isOther = (document: number): boolean => !pins.includes(document) && !groupsOfPins.has(groups?.[document] ?? 0);
  const documents = selection.documents.filter(isOther);
  const behind = groups ? [...selection.documents].filter((document) => !isOther(document)) : [];
  const others = countShown(documents, groups);
  return {
    ...selection,
    documents,
    unpinned: selection.documents,
    grouped: [...(selection.grouped ?? []), ...behind, ...pins],
    ...(selection.blocks ? { blocks: selection.blocks.map((block) => block.filter(isOther)) } : {}),
    // A lower bound may count pins that were not looked at, so they add nothing to it.
    total: selection.exact ? others + pins.length : Math.max(selection.total, others + pins.length),
  };
}

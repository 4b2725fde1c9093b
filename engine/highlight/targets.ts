// What a search wants marked, resolved for one article: a unit that stands whole in the title or the body is
// marked whole, and then its parts are marked nowhere in that article; one that does not is marked by its parts.

import { dateTerms, findDates } from '../analysis/dates.ts';
import { findOccurrences, type Needle, type Occurrence, sortOccurrences } from './occurrences.ts';

/** A word, phrase or run of the query. */
export interface TextTarget extends Needle {
  kind: 'text';
  /** Marked only where the whole stands nowhere in the article: words or bigrams of an unknown run. */
  parts: readonly Needle[];
  /** The parts are marked only in an article that has all of them: nobody typed them. */
  together?: boolean;
  /** What showing it is worth in a snippet: its IDF. */
  weight: number;
  /** `title`: neither looked for nor marked in the body. */
  field: 'title' | null;
}

/** A day, a month or a year: of every mention that has one of the terms (see `dateTerms`) all that says it is marked. */
export interface DateTarget {
  kind: 'date';
  terms: readonly string[];
  /** Marked only where the article has no such mention. */
  parts?: readonly Needle[];
  together?: boolean;
  weight: number;
}

export type MarkTarget = TextTarget | DateTarget;

/** Sorted occurrences in both fields; an item is an index into `weights`. */
export interface FoundTargets {
  title: Occurrence[];
  body: Occurrence[];
  weights: number[];
  isDate: (item: number) => boolean;
}

/**
 * @param title folded
 * @param body folded, or '' where the body is not wanted
 */
export function findTargets(title: string, body: string, targets: readonly MarkTarget[]): FoundTargets {
  const found: FoundTargets = { title: [], body: [], weights: [], isDate: (item) => dates.has(item) };
  const dates = new Set<number>();
  const items = new Map<string, number>();
  /** Parts of units that stand whole in the article. */
  const settled = new Set<string>();
  const absent: Pick<TextTarget, 'parts' | 'together' | 'weight' | 'field'>[] = [];

  /** Look for a needle once in an article, however many targets name it. */
  const look = (needle: Needle, field: 'title' | null, weight: number): boolean => {
    const key = `${needle.boundary ? '|' : ''}${needle.anySpelling ? '~' : ''}${field ?? ''} ${needle.text}`;
    const known = items.get(key);
    if (known !== undefined) {
      found.weights[known] = Math.max(found.weights[known]!, weight);
      return true;
    }
    const item = found.weights.length;
    const inTitle = findOccurrences(title, needle, item, found.title);
    const inBody = field === 'title' ? 0 : findOccurrences(body, needle, item, found.body);
    if (inTitle + inBody === 0) return false;
    items.set(key, item);
    found.weights.push(weight);
    return true;
  };

  for (const target of targets) {
    if (target.kind === 'date') continue;
    if (!look(target, target.field, target.weight)) absent.push(target);
    else for (const part of target.parts) settled.add(part.text);
  }
  const shown = lookForDates(title, body, targets, found, dates);
  for (const target of targets)
    if (target.kind === 'date' && !shown.has(target))
      absent.push({
        parts: target.parts ?? [],
        together: target.together ?? false,
        weight: target.weight,
        field: null,
      });
  const stands = (part: Needle, field: 'title' | null): boolean =>
    findOccurrences(title, part, 0, []) > 0 || (field === null && findOccurrences(body, part, 0, []) > 0);
  for (const { parts, together, field, weight } of absent) {
    if (together && !parts.every((part) => stands(part, field))) continue;
    for (const part of parts) if (!settled.has(part.text)) look(part, field, weight / parts.length);
  }
  sortOccurrences(found.title);
  sortOccurrences(found.body);
  return found;
}

/** Returns the targets that were found. */
function lookForDates(
  title: string,
  body: string,
  targets: readonly MarkTarget[],
  found: FoundTargets,
  dates: Set<number>,
): Set<DateTarget> {
  const itemOfTerm = new Map<string, number>();
  const targetOf = new Map<string, DateTarget>();
  const shown = new Set<DateTarget>();
  for (const target of targets) {
    if (target.kind !== 'date') continue;
    const item = found.weights.push(target.weight) - 1;
    dates.add(item);
    for (const term of target.terms) {
      if (itemOfTerm.has(term)) continue;
      itemOfTerm.set(term, item);
      targetOf.set(term, target);
    }
  }
  if (itemOfTerm.size === 0) return shown;
  const mark = (text: string, into: Occurrence[]) => {
    for (const mention of findDates(text)) {
      const said = dateTerms(mention).find(({ term }) => itemOfTerm.has(term));
      if (!said) continue;
      into.push({ start: said.start, end: said.end, item: itemOfTerm.get(said.term)! });
      shown.add(targetOf.get(said.term)!);
    }
  };
  mark(title, found.title);
  mark(body, found.body);
  return shown;
}

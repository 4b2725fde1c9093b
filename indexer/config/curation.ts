// Reads what a site pins, hides and redirects, JSON that people edit by hand:
//
//   [{ "queries": ["停水", "停水通知"], "pin": ["notice-7"], "hide": ["old-3"], "redirect": "https://..." },
//    { "queries": "*", "hide": ["withdrawn-1"] }]
//
// What cannot be meant is refused with its rule: a pin that nobody sees is worse than an error.

import * as v from 'valibot';
import { normalizeStored } from '../../engine/analysis/fold.ts';
import { BadRequestError, UsageError } from '../../engine/errors.ts';
import { curationKey } from '../../engine/search/curation.ts';
import { parseQuery } from '../../engine/search/query-language.ts';
import { jsonErrorSentence } from '../sources/json-error.ts';
import { checkListSize, type WordFile } from './word-file.ts';

/** Articles that one query may pin: each is a text that is read, and what readers see before anything that matches. */
export const MOST_PINS = 10;

/** A rule as the file has it, with the keys of its queries. */
export interface CurationFileRule {
  /** `curation.json: rule 2 (停水)`, for messages. */
  name: string;
  /** Null for every query. */
  queries: string[] | null;
  /** Ids of articles. */
  pin: string[];
  hide: string[];
  redirect: string | null;
}

const text = (what: string) => v.pipe(v.string(what), v.nonEmpty(what));
const QUERIES = 'a list of queries, or "*" for every query';
const IDS = 'a list of article ids, each in quotes';
const ids = v.optional(v.pipe(v.array(text(IDS), IDS), v.minLength(1, IDS)));
const LINK = 'a link of http or https, or a relative one such as /help';

const ruleSchema = v.strictObject({
  queries: v.union([v.literal('*'), v.pipe(v.array(text(QUERIES), QUERIES), v.minLength(1, QUERIES))], QUERIES),
  pin: ids,
  hide: ids,
  redirect: v.optional(v.pipe(v.string(LINK), v.check(isLink, LINK))),
});

/** A browser takes blanks and line ends out of a link, which could make another one of it. */
function isLink(link: string): boolean {
  if (link === '' || /[\s\p{Cc}\\]/u.test(link)) return false;
  const base = 'https://relative.invalid/';
  return URL.canParse(link, base) && /^https?:$/.test(new URL(link, base).protocol);
}

/**
 * @returns the rules in order
 * @throws UsageError naming source, rule and value
 */
export function parseCuration({ text: written, source }: WordFile): CurationFileRule[] {
  let value: unknown;
  try {
    value = JSON.parse(written.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError(`${source}: ${jsonErrorSentence(written)}; the file must be JSON`, { cause });
  }
  if (!Array.isArray(value)) throw new UsageError(`${source}: the file must be a list of rules, [{ "queries": ... }]`);
  const rules = value.map((rule, i) => readRule(rule, `${source}: rule ${i + 1}`));
  refuseConflicts(rules);
  // Numbers of documents stand for the ids in what is published.
  const published = rules.map(({ queries, pin, hide, redirect }) => ({
    queries,
    pin: pin.map(() => 9_999_999),
    hide: hide.map(() => 9_999_999),
    redirect,
  }));
  checkListSize(published, source, 'rules');
  return rules;
}

function readRule(value: unknown, place: string): CurationFileRule {
  const result = v.safeParse(ruleSchema, value, { abortEarly: true });
  if (!result.success) throw new UsageError(`${place}: ${describe(result.issues[0])}`);
  const { queries, pin = [], hide = [], redirect = null } = result.output;
  const name = `${place} (${queries === '*' ? '*' : queries[0]})`;
  const refuse = (problem: string): never => {
    throw new UsageError(`${name}: ${problem}`);
  };
  if (pin.length + hide.length === 0 && redirect === null) refuse('does nothing; give it "pin", "hide" or "redirect"');
  if (queries === '*' && (pin.length > 0 || redirect !== null))
    refuse('for every query articles can be hidden, but not pinned or redirected from; name the queries');
  for (const [key, list] of Object.entries({ pin, hide })) {
    const twice = list.find((id, i) => list.indexOf(id) < i);
    if (twice !== undefined) refuse(`"${key}" has "${twice}" twice; remove one`);
  }
  const keys = queries === '*' ? null : [...new Set(queries.map((query) => keyOf(query, refuse)))];
  return { name, queries: keys, pin, hide, redirect };
}

function keyOf(query: string, refuse: (problem: string) => never): string {
  try {
    const key = curationKey(parseQuery(normalizeStored(query)));
    if (key !== null) return key;
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
  }
  return refuse(`the query "${query}" is not plain words; leave out quotes, -, OR and title:`);
}

/** Of several rules for one query all hold, so they must not say opposite things. */
function refuseConflicts(rules: readonly CurationFileRule[]): void {
  const always = hidersOf(rules.filter(({ queries }) => queries === null));
  const rulesOf = new Map<string, CurationFileRule[]>();
  for (const rule of rules) for (const key of rule.queries ?? []) rulesOf.set(key, [...(rulesOf.get(key) ?? []), rule]);
  for (const [query, own] of rulesOf) {
    const [{ name }] = own as [CurationFileRule];
    const pins = [...new Set(own.flatMap(({ pin }) => pin))];
    const hiders = hidersOf(own);
    const both = pins.find((id) => hiders.has(id) || always.has(id));
    if (both !== undefined)
      throw new UsageError(
        `${name}: "${both}" is pinned for "${query}", but ${hiders.get(both) ?? always.get(both)} hides it; remove one of the two`,
      );
    if (pins.length > MOST_PINS)
      throw new UsageError(`${name}: "${query}" pins ${pins.length} articles; at most ${MOST_PINS} are shown first`);
    const links = new Set(own.flatMap(({ redirect }) => redirect ?? []));
    if (links.size > 1)
      throw new UsageError(`${name}: "${query}" is redirected to ${[...links].join(' and ')}; keep one`);
  }
}

/** By id: the rule that hides it. */
const hidersOf = (rules: readonly CurationFileRule[]): Map<string, string> =>
  new Map(rules.flatMap(({ hide, name }) => hide.map((id) => [id, name] as const)));

function describe(issue: v.BaseIssue<unknown>): string {
  const key = issue.path?.[0]?.key;
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return `unknown key "${key}" (allowed here: ${Object.keys(ruleSchema.entries).join(', ')})`;
  if (key === undefined) return `is ${JSON.stringify(issue.input)}, but must be an object with "queries"`;
  const value = issue.path?.[0]?.value;
  if (value === undefined) return `"${key}" is missing; it is ${QUERIES}`;
  return `"${key}" is ${JSON.stringify(value)}, but must be ${issue.message}`;
}

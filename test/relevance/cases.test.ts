// Asks every query of cases.md and holds the answer to what people judged.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ask, MODES, type Mode } from '../support/build-index.ts';
import { type JudgedCase, parseCases } from './case-table.ts';
import { namesIn, problemOf } from './expectation.ts';
import { readNames, siteWith } from './site.ts';

const cases = parseCases(readFileSync(new URL('cases.md', import.meta.url), 'utf8'));
const find = await readNames();

describe('the table', () => {
  const kinds = [...new Set(cases.map(({ kind }) => kind))];

  test.each(kinds)('has at least twelve cases of: %s', (kind) => {
    expect(cases.filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(12);
  });

  test('has at least fourteen kinds, and no case twice', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(14);
    const keys = cases.map(({ kind, query }) => `${kind}: ${query}`);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test('names articles by what stands in one title', () => {
    for (const { expectations } of cases)
      for (const expectation of expectations) for (const name of namesIn(expectation)) find(name);
  });

  test('has long questions of 20 to 40 characters', () => {
    const questions = cases.filter(({ kind }) => kind === 'Long questions').map(({ query }) => query);
    expect(questions.filter((query) => query.length < 20 || query.length > 40)).toEqual([]);
  });
});

const sentence = ({ kind, query, expected }: JudgedCase): string => `${kind}: ${query} -> ${expected}`;

/** What the answer to a case does not hold. */
async function problemsOf({ settings, query, expectations }: JudgedCase, mode: Mode): Promise<string[]> {
  const { searchers } = await siteWith(settings);
  const exactTotal = expectations.some(({ kind }) => kind === 'total');
  const response = await ask(searchers[mode], query, { limit: 50, exactTotal });
  const problems = expectations.flatMap((one) => problemOf(one, response, find) ?? []);
  const answer = response.hits.slice(0, 3).map(({ title }) => title);
  return problems.map((problem) => `${problem}; first of ${response.total}: ${answer.join(' / ')}`);
}

const named = (of: readonly JudgedCase[]) => of.map((one) => [sentence(one), one] as const);

describe.each(MODES)('%s', (mode) => {
  test.each(named(cases.filter(({ notYet }) => !notYet)))('%s', async (_, one) => {
    expect(await problemsOf(one, mode)).toEqual([]);
  });

  test.each(named(cases.filter(({ notYet }) => notYet)))('is not so yet: %s', async (_, one) => {
    expect(await problemsOf(one, mode)).not.toEqual([]);
  });
});

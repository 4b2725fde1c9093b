// The one thing that must stay true of incremental builds: whatever was added, changed and deleted in whatever steps,
// readers get the answers of a build of everything.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import type { SearchRequest, SearchResponse } from '../../../engine/search/contract.ts';
import { MERGE_POLICY, type MergePolicy } from '../../../indexer/incremental/merge-policy.ts';
import { createMemoryStore } from '../../memory-store.ts';
import { ask, buildAndPublish, type Limits, MODES, openIn, updateAndPublish } from '../../support/build-index.ts';
import { articles, facets, filters, queries } from '../../support/corpora.ts';
import { type KnownArticle, render } from '../../support/oracle.ts';

type Step = { mode: 'add' | 'replace'; articles: Article[] };

/** A collection, and batches of articles that are added to it or replace it; many ids come again, some as they were. */
const histories = fc.record({
  first: articles(12),
  later: fc.array(fc.record({ batch: articles(8), mode: fc.constantFrom('add', 'replace' as const) }), {
    minLength: 1,
    maxLength: 4,
  }),
  /** Which articles of the time before a replacing batch keeps: by the bits. */
  kept: fc.array(fc.nat({ max: 4095 }), { minLength: 4, maxLength: 4 }),
  shift: fc.array(fc.nat({ max: 6 }), { minLength: 4, maxLength: 4 }),
});

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** The steps of a history, each with the collection as it is to be afterwards. */
function stepsOf({ first, later, kept, shift }: History): { step: Step; collection: KnownArticle[] }[] {
  let collection = new Map(first.map((article) => [article.id, article]));
  const steps = [{ step: { mode: 'replace', articles: first } as Step, collection: first }];
  later.forEach(({ batch, mode }, n) => {
    // Other numbers for the same texts: some ids are new, some have another text now.
    const renamed = batch.map((article, i) => ({ ...article, id: `n${i + shift[n]!}` }));
    const stays = [...collection.values()].filter((_, i) => (kept[n]! >> i) & 1);
    const sources = mode === 'add' ? renamed : [...stays, ...renamed];
    const next = new Map(mode === 'add' ? collection : []);
    for (const article of sources) next.set(article.id, article);
    collection = next;
    const known = [...next.values()];
    steps.push({ step: { mode: mode as Step['mode'], articles: sources }, collection: known });
  });
  return steps;
}

const LIMITS = fc.constantFrom<Limits>({}, { articlesPerSegment: 5 }, { articlesPerSegment: 2 });

/** From nothing is ever merged to everything is. */
const POLICIES = fc.constantFrom<MergePolicy>(
  { factor: 0, floor: 0, mostDeleted: 1 },
  { factor: 1, floor: 1, mostDeleted: 0.5 },
  MERGE_POLICY,
);

const options = fc.record(
  {
    sort: fc.constantFrom('relevance', 'newest', 'oldest' as const),
    match: fc.constantFrom('some', 'all' as const),
    from: fc.constantFrom('2017-11-22', '2017-11-30'),
    to: fc.constantFrom('2017-11-28', '2017-12-05'),
    exactTotal: fc.boolean(),
    filters,
    facets,
    offset: fc.constantFrom(0, 3),
    limit: fc.constantFrom(2, 10),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<SearchRequest>>;

/** All of an answer but the version that gave it. */
const withoutVersion = ({ index, ...answer }: SearchResponse) => ({ ...answer, documents: index.documents });

test('a version made of the one before answers as one built of everything', async () => {
  const cases = histories.chain((history) => {
    const steps = stepsOf(history);
    const { collection } = steps.at(-1)!;
    const asked =
      collection.length === 0
        ? fc.constant([])
        : fc.array(fc.tuple(queries(collection), options), { minLength: 4, maxLength: 8 });
    return fc.record({ steps: fc.constant(steps), asked, limits: LIMITS, policy: POLICIES });
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ steps, asked, limits, policy }) => {
      const store = createMemoryStore();
      let pivots = { title: 1, body: 1 };
      for (const { step } of steps)
        ({
          manifest: { pivots },
        } = await updateAndPublish(step.articles, step.mode, store, limits, {}, { mergePolicy: policy }));
      const { collection } = steps.at(-1)!;
      const whole = await buildAndPublish(collection, {}, undefined, {}, { pivots });
      for (const mode of MODES) {
        const made = openIn(mode, { store });
        const built = openIn(mode, whole);
        for (const [parts, more] of asked)
          expect(withoutVersion(await ask(made, render(parts), more))).toEqual(
            withoutVersion(await ask(built, render(parts), more)),
          );
        const all = {
          from: '2000',
          sort: 'newest',
          limit: 50,
          facets: ['source', 'tags', 'month'],
        } satisfies Partial<SearchRequest>;
        expect(withoutVersion(await ask(made, '', all))).toEqual(withoutVersion(await ask(built, '', all)));
      }
    }),
    { numRuns: 25 },
  );
});

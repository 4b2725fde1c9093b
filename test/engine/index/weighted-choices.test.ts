import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { lookUpTerms, openPublishedIndex } from '../../../engine/index/published-index.ts';
import { createReadSession } from '../../../engine/index/reads.ts';
import { matchWeighted, type WeightedChoice, type WeightedTerm } from '../../../engine/index/weighted-search.ts';
import { buildAndPublish, fromBodies } from '../../support/build-index.ts';

const TERMS = ['徐汇', '汇区', '文明', '滨江', '5g'];
const term = fc.constantFrom(...TERMS);
const bodies = fc.array(
  fc.array(fc.constantFrom('徐汇', '徐汇区', '文明', '滨江', '5G'), { maxLength: 6 }).map((words) => words.join('，')),
  // Articles are numbered by their ids, 10 before 2.
  { minLength: 1, maxLength: 9 },
);
const weight = fc.double({ min: 0.1, max: 5, noNaN: true });
const way = fc.record({ terms: fc.uniqueArray(term, { minLength: 1, maxLength: 3 }), weight });
const choice = fc.record({ boost: weight, ways: fc.array(way, { minLength: 1, maxLength: 4 }) });

test('of every choice a document gets its best way, and of every way the sum of its terms', async () => {
  await fc.assert(
    fc.asyncProperty(
      bodies,
      fc.array(choice, { maxLength: 3 }),
      fc.dictionary(term, weight),
      async (texts, drawn, plain) => {
        const { store, manifest } = await buildAndPublish(fromBodies(...texts.map((text) => `${text}。`)), {
          articlesPerSegment: 5,
        });
        const session = createReadSession();
        const published = await openPublishedIndex(store, manifest, createBlockCache(1 << 20), 0, session);
        const lookup = await lookUpTerms(published, session, TERMS, []);
        const scoresOf = async (weights: Record<string, number>, choices: WeightedChoice[]): Promise<Float64Array> => {
          const plan = {
            ...{ session, documents: manifest.documents, atoms: [], choices },
            ...{ accepts: () => true, factor: () => 1, documentFactors: null, along: [] },
          };
          const terms = TERMS.map((one): WeightedTerm => {
            const found = lookup.find(one);
            return {
              plan,
              term: one,
              field: 'body',
              weight: weights[one] ?? 0,
              found,
              atoms: [],
              budget: Number.POSITIVE_INFINITY,
            };
          });
          return (await matchWeighted(published.reads, terms)).scores;
        };
        const impacts = new Map<string, Float64Array>();
        for (const one of TERMS) impacts.set(one, await scoresOf({ [one]: 1 }, []));
        const impact = (one: string, document: number): number => impacts.get(one)![document]!;
        const expected = texts.map((_, document) => {
          const chosen = drawn.map(({ boost, ways }) =>
            Math.max(
              ...ways.map((one) => boost * one.weight * one.terms.reduce((sum, t) => sum + impact(t, document), 0)),
            ),
          );
          const added = Object.entries(plain).map(([one, value]) => value * impact(one, document));
          return [...chosen, ...added].reduce((sum, value) => sum + value, 0);
        });
        const choices = drawn.map((one): WeightedChoice => ({ ...one, field: 'body' }));
        const scores = await scoresOf(plain, choices);
        expected.forEach((score, document) => {
          expect(scores[document]).toBeCloseTo(score, 9);
        });
      },
    ),
    { numRuns: 60 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnAccumulators } from '../../../engine/index/accumulators.ts';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { lookUpTerms, openPublishedIndex } from '../../../engine/index/published-index.ts';
import { createReadSession } from '../../../engine/index/reads.ts';
import {
  bestDocuments,
  matchWeighted,
  type WeightedPlan,
  type WeightedTerm,
} from '../../../engine/index/weighted-search.ts';
import { buildAndPublish, fromBodies } from '../../support/build-index.ts';

const TERMS = ['徐汇', '文明', '滨江', '城市'];
const bodies = fc.array(fc.subarray(TERMS), { minLength: 1, maxLength: 9 });
const atom = fc.record({
  mode: fc.constantFrom('any' as const, 'all' as const),
  terms: fc.subarray(TERMS, { minLength: 1 }),
});

test('atoms are held by the documents that have any, or all, of their terms, whatever was asked before', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.array(fc.array(atom, { maxLength: 5 }), { maxLength: 3 }), async (texts, queries) => {
      const { store, manifest } = await buildAndPublish(fromBodies(...texts.map((words) => `${words.join('。')}。`)), {
        articlesPerSegment: 5,
      });
      const opening = createReadSession();
      const published = await openPublishedIndex(store, manifest, createBlockCache(1 << 20), 0, opening);
      const lookup = await lookUpTerms(published, opening, TERMS, []);
      for (const atoms of queries) {
        const session = createReadSession();
        const plan: WeightedPlan = {
          ...{ session, documents: manifest.documents, atoms, choices: [] },
          ...{ accepts: () => true, factor: () => 1, documentFactors: null, along: [] },
        };
        const terms = TERMS.map((term, i): WeightedTerm => {
          const of = atoms.flatMap(({ terms: asked }, number) => (asked.includes(term) ? [number] : []));
          return {
            plan,
            term,
            field: 'body',
            weight: 10 ** i,
            found: lookup.find(term),
            atoms: of,
            budget: Number.POSITIVE_INFINITY,
          };
        });
        const { held, scores, touched, complete, maybeAnywhere } = await matchWeighted(published.reads, terms);
        const expected = texts.map((words) =>
          atoms.map(({ mode, terms: asked }) =>
            mode === 'any' ? asked.some((term) => words.includes(term)) : asked.every((term) => words.includes(term)),
          ),
        );
        expect(texts.map((_, document) => atoms.map((_, i) => ((held[document] ?? 0) & (1 << i)) !== 0))).toEqual(
          expected,
        );
        const inSome = texts.flatMap((words, document) => (words.length > 0 ? [document] : []));
        expect([...touched].sort((a, b) => a - b)).toEqual(inSome);
        expect([...scores.keys()].filter((document) => scores[document]! > 0)).toEqual(inSome);
        expect([complete, maybeAnywhere]).toEqual([true, 0]);
        returnAccumulators(session);
      }
    }),
    { numRuns: 50 },
  );
});

test('the best documents are the first of all when sorted', () => {
  const scores = fc.array(fc.nat({ max: 5 }), { maxLength: 40 });
  fc.assert(
    fc.property(scores, fc.nat({ max: 12 }), (drawn, limit) => {
      const documents = drawn.map((_, document) => document).reverse();
      const sorted = [...documents].sort((a, b) => drawn[b]! - drawn[a]! || a - b);
      expect(bestDocuments(documents, Float64Array.from(drawn), limit)).toEqual(sorted.slice(0, limit));
    }),
  );
});

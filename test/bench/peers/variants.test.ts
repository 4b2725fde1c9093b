import { expect, it } from 'vitest';
import { searchTuned } from '../../../bench/peers/tuned.ts';
import { readVariant, variantsOf } from '../../../bench/peers/variants.ts';
import { UsageError } from '../../../engine/errors.ts';

const GRID = { k1: [1.2, 0.6], title: [1, 0.3] };

it('names every combination, the first values first', () => {
  expect(variantsOf(GRID)).toEqual(['k1=1.2,title=1', 'k1=1.2,title=0.3', 'k1=0.6,title=1', 'k1=0.6,title=0.3']);
});

it('reads the settings of a name back, and the first values without one', () => {
  expect(readVariant(GRID, 'k1=0.6,title=0.3')).toEqual({ k1: 0.6, title: 0.3 });
  expect(readVariant(GRID, undefined)).toEqual({ k1: 1.2, title: 1 });
});

it('refuses a name that is not in the grid', () => {
  expect(() => readVariant(GRID, 'k1=2,title=1')).toThrow(UsageError);
});

const titled = [{ id: 'a', title: '题', text: '文' }];
const untitled = [{ id: 'a', title: '', text: '文' }];
const queries = [{ id: '1', text: '文' }];

function counted(documents: typeof titled) {
  const asked: object[] = [];
  const search = searchTuned(GRID, documents, async (all, limit, settings) => {
    asked.push({ limit, ...settings });
    return all.map(() => [`${settings.k1}`]);
  });
  return { asked, search };
}

it('asks the same queries with the same settings once', async () => {
  const { asked, search } = counted(titled);
  const answers = await Promise.all(
    ['k1=0.6,title=1', 'k1=0.6,title=1', 'k1=1.2,title=1'].map((variant) => search(queries, 10, variant)),
  );
  expect(answers).toEqual([[['0.6']], [['0.6']], [['1.2']]]);
  expect(asked).toEqual([
    { limit: 10, k1: 0.6, title: 1 },
    { limit: 10, k1: 1.2, title: 1 },
  ]);
});

it('asks again for other queries and for another limit', async () => {
  const { asked, search } = counted(titled);
  await search(queries, 10);
  await search(queries, 100);
  await search([...queries], 100);
  await search(queries, 100);
  expect(asked).toHaveLength(4);
});

it('does not tell titles apart where no document has one, or none has a text', async () => {
  for (const documents of [untitled, [{ id: 'a', title: '题', text: '' }]]) {
    const { asked, search } = counted(documents);
    for (const variant of variantsOf(GRID)) await search(queries, 10, variant);
    expect(asked).toEqual([
      { limit: 10, k1: 1.2, title: 1 },
      { limit: 10, k1: 0.6, title: 1 },
    ]);
  }
});

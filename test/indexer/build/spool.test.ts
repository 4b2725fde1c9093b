import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldLength } from '../../../engine/analysis/field-length.ts';
import type { Article } from '../../../engine/article.ts';
import { CorruptIndexError } from '../../../engine/errors.ts';
import { rowDigest } from '../../../engine/index/ids.ts';
import { storedRow } from '../../../engine/index/stored-fields.ts';
import { createSpool, type KnownArticles, type Spool } from '../../../indexer/build/spool.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunwen-spool-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Few ids, titles and days, so that much comes again, in part as it was. */
const article: fc.Arbitrary<Article> = fc
  .record({
    id: fc.constantFrom('a', 'b', '文', '文\ud842\udfb7', 'é'),
    title: fc.constantFrom('徐汇', 'Xuhui 2', '徐汇区文明城市'),
    day: fc.constantFrom(null, 0, 1),
  })
  .map(({ id, title, day }) => ({
    id,
    title,
    body: '',
    ...(day === null ? {} : { date: { instant: day * 86_400_000, civil: `1970-01-0${day + 1}` } }),
  }));

const lastOfEach = (articles: readonly Article[]): Map<string, Article> => new Map(articles.map((a) => [a.id, a]));

const rowOf = (one: Article): string => storedRow({ article: one, titleLength: fieldLength(one.title), bodyLength: 0 });

const knownOf = (articles: readonly Article[]): KnownArticles => ({
  size: articles.length,
  idOf: (i) => articles[i]!.id,
  digestOf: (i) => rowDigest(rowOf(articles[i]!)),
});

function withSpool(known: KnownArticles | null, use: (spool: Spool, path: string) => void): void {
  const own = mkdtempSync(join(folder, 's-'));
  const spool = createSpool(own, known);
  try {
    use(spool, join(own, 'articles.jsonl'));
  } finally {
    spool.dispose();
  }
}

describe('createSpool', () => {
  it('keeps the last article of each id, newest first, but for those that are known as they are', () => {
    fc.assert(
      fc.property(fc.array(article, { maxLength: 12 }), fc.array(article, { maxLength: 8 }), (came, before) => {
        const known = [...lastOfEach(before).values()];
        const last = lastOfEach(came);
        const isSame = (one: Article): boolean =>
          known.some((other) => other.id === one.id && rowOf(other) === rowOf(one));
        const instantOf = ({ date }: Article): number => date?.instant ?? Number.NEGATIVE_INFINITY;
        const expected = [...last.values()]
          .filter((one) => !isSame(one))
          .sort((a, b) => instantOf(b) - instantOf(a) || (a.id < b.id ? -1 : 1));
        return withSpool(knownOf(known), (spool) => {
          for (const one of came) spool.add(one);
          spool.close();
          expect(Array.from({ length: spool.size }, (_, i) => spool.read(i).article)).toEqual(expected);
          expect(expected.map((_, i) => spool.idOf(i))).toEqual(expected.map(({ id }) => id));
          expect(expected.map((_, i) => spool.instantOf(i))).toEqual(expected.map(instantOf));
          expect([spool.came, spool.replaced]).toEqual([last.size, came.length - last.size]);
          for (const [i, { id }] of known.entries()) {
            const now = last.get(id);
            expect(spool.stateOf(i)).toBe(now === undefined ? 'absent' : isSame(now) ? 'same' : 'other');
            expect(spool.has(id)).toBe(now !== undefined);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('writes nothing of an article that is known as it is', () =>
    withSpool(knownOf([{ id: 'a', title: '徐汇', body: '' }]), (spool, path) => {
      spool.add({ id: 'a', title: '徐汇', body: '' });
      spool.close();
      expect([spool.came, spool.size, statSync(path).size]).toEqual([1, 0, 0]);
    }));

  it('refuses a version with two articles of one id', () => {
    const twice = { id: 'a', title: '徐汇', body: '' };
    expect(() => createSpool(mkdtempSync(join(folder, 's-')), knownOf([twice, twice]))).toThrow(CorruptIndexError);
  });
});

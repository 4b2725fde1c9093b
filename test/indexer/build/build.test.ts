import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../../engine/analysis/analyzer.ts';
import { fieldLength } from '../../../engine/analysis/field-length.ts';
import type { Article } from '../../../engine/article.ts';
import { createBlockCache } from '../../../engine/index/block-cache.ts';
import { numbered } from '../../../engine/index/numbering.ts';
import { lookUpTerms, openPublishedIndex, readArticles } from '../../../engine/index/published-index.ts';
import { createReadSession } from '../../../engine/index/reads.ts';
import { postingsPart } from '../../../engine/index/segment.ts';
import { impact, slotOf } from '../../../engine/index/slots.ts';
import { lexiconOf, readDictionaries } from '../../../indexer/build/lexicon.ts';
import { ask, buildAndPublish, fromBodies, idsOf, openIn, withBuild } from '../../support/build-index.ts';
import { readSamples } from '../../support/samples.ts';

describe('a build', () => {
  test('of the same articles and settings is the same bytes and version', async () => {
    const articles = (await readSamples()).slice(0, 12);
    const read = () =>
      withBuild(articles, { articlesPerSegment: 5 }, async ({ manifest, files }) => ({
        manifest,
        hashes: await Promise.all(
          files.map(async ({ path }) =>
            createHash('sha256')
              .update(await readFile(path))
              .digest('hex'),
          ),
        ),
      }));
    const [first, second] = [await read(), await read()];
    expect(second).toEqual(first);
    const { segments, companions } = first.manifest;
    const objects = [...segments, ...Object.values(companions!)].map(({ object }) =>
      object.slice(0, object.indexOf('.')),
    );
    expect(objects).toEqual(first.hashes);
  });

  test('has the same bytes however its commits are cut', async () => {
    const articles = (await readSamples()).slice(0, 12);
    const versions = new Set<string>();
    for (const articlesPerCommit of [1, 5, 100])
      versions.add(await withBuild(articles, { articlesPerCommit }, async ({ manifest }) => manifest.version));
    expect(versions.size).toBe(1);
  });

  test('of other content is another version', async () => {
    const versionOf = (body: string) => withBuild(fromBodies(body), {}, async ({ manifest }) => manifest.version);
    expect(await versionOf('徐汇')).not.toBe(await versionOf('徐匯'));
  });

  test('keeps the last of articles that repeat an id, and counts the others', async () => {
    const articles: Article[] = [
      { id: 'a', title: '', body: '徐汇一' },
      { id: 'b', title: '', body: '徐汇二' },
      { id: 'a', title: '', body: '滨江三' },
      { id: 'a', title: '', body: '滨江四' },
    ];
    const built = await buildAndPublish(articles);
    expect(built.counts).toMatchObject({ articles: 2, replaced: 2 });
    expect(built.manifest.documents).toBe(2);
    const searcher = openIn('resident', built);
    expect(idsOf((await ask(searcher, '徐汇')).hits)).toEqual(['b']);
    expect((await ask(searcher, '滨江')).hits.map(({ snippets }) => snippets[0]!.text)).toEqual(['滨江四']);
  });

  test('counts its terms, bytes and segments as they are', async () => {
    await withBuild(
      fromBodies('徐汇', '文明', '城市'),
      { articlesPerSegment: 2 },
      async ({ manifest, files, counts }) => {
        const sizes = await Promise.all(files.map(async ({ path }) => (await readFile(path)).length));
        expect(files.map(({ bytes }) => bytes)).toEqual(sizes);
        expect(counts.bytes).toBe(sizes.reduce((a, b) => a + b));
        // Each body: one bigram and its last character.
        expect(counts.terms).toBe(6);
        expect(manifest.segments.map(({ documents }) => documents)).toEqual([2, 1]);
      },
    );
  });

  test('of nothing has no segments', async () => {
    await withBuild([], {}, async ({ manifest, files }) => {
      expect([manifest.documents, manifest.segments, files]).toEqual([0, [], []]);
    });
  });

  test('numbers articles from the newest, the undated last, equal ones as they came', async () => {
    const dated = (id: string, instant: number): Article => ({
      ...{ id, title: '', body: '徐汇' },
      date: { instant, civil: new Date(instant).toISOString().slice(0, 10) },
    });
    const articles = [dated('old', 1e12), ...fromBodies('徐汇'), dated('new', 2e12), dated('new too', 2e12)];
    const { store, manifest } = await buildAndPublish(articles, { articlesPerSegment: 3 });
    const session = createReadSession();
    const published = await openPublishedIndex(store, manifest, createBlockCache(0), 0, session);
    const found = await readArticles(published, session, [0, 1, 2, 3]);
    expect(found.map(({ article }) => article.id)).toEqual(['new', 'new too', 'old', '1']);
    expect(manifest.segments.map((segment) => segment.dated)).toEqual([3, 0]);
  });

  test('files every term of every article under the slot of its impact, and nothing else', async () => {
    const articles = (await readSamples()).slice(0, 10);
    const { store, manifest } = await buildAndPublish(articles, { articlesPerCommit: 3, articlesPerSegment: 4 });
    const session = createReadSession();
    const published = await openPublishedIndex(store, manifest, createBlockCache(1 << 24), 0, session);
    const stored = await readArticles(published, session, [...articles.keys()]);
    const analyzer = createAnalyzer(lexiconOf(await readDictionaries(undefined), null));
    const expected = new Map<string, string[]>();
    stored.forEach(({ article, titleLength, bodyLength }, document) => {
      for (const field of ['title', 'body'] as const) {
        const { terms, frequencies, length } = analyzer.analyze(article[field]);
        expect(length).toBe(field === 'title' ? titleLength : bodyLength);
        terms.forEach((term, i) => {
          const slot = slotOf(impact(frequencies[i]!, length, manifest.pivots[field]));
          expected.set(term, [...(expected.get(term) ?? []), `${field} ${document} ${slot}`]);
        });
      }
    });
    const lookup = await lookUpTerms(published, session, [...expected.keys()], ['']);
    const filed = new Map<string, string[]>();
    for (const { segment, entry, numbers } of lookup.startingWith(''))
      for (const field of ['title', 'body'] as const) {
        const list = entry[field];
        if (!list) continue;
        const [read] = list.inline
          ? [list.inline]
          : await published.reads.fetch(session, [postingsPart(segment, list, Number.POSITIVE_INFINITY)]);
        const known = filed.get(entry.term) ?? [];
        const { base, slice } = numbered(numbers, read!);
        for (let i = 0; i < slice.count; i++) known.push(`${field} ${base + slice.documents[i]!} ${slice.slots[i]}`);
        filed.set(entry.term, known);
      }
    expect(filed.size).toBe(expected.size);
    for (const [term, postings] of expected) expect([term, filed.get(term)?.sort()]).toEqual([term, postings.sort()]);
  });
});

test('the length that pivots are made of is the length that the analyzer counts', async () => {
  const analyzer = createAnalyzer(lexiconOf(await readDictionaries(undefined), null));
  const piece = fc.oneof(
    fc.constantFrom(
      '徐汇',
      '𠮷野家',
      'iPhone15',
      'C++',
      '3.5',
      "don't",
      '2017年11月25日',
      '，',
      ' ',
      '\ud842',
      '👨‍👩‍👧',
    ),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      expect(fieldLength(text)).toBe(analyzer.analyze(text).length);
    }),
  );
});

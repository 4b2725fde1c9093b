import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../../engine/article.ts';
import type { SegmentManifest } from '../../../engine/index/manifest.ts';
import { mergeSegments } from '../../../indexer/incremental/merge-segments.ts';
import { FILTERABLE, withBuild } from '../../support/build-index.ts';
import { articles } from '../../support/corpora.ts';
import { readSamples } from '../../support/samples.ts';

const PIVOTS = { title: 4, body: 40 };

/** The instants and ids of one collection decide its order: newest first, the undated last, then by id. */
function inOrder(collection: readonly Article[]): Article[] {
  const instant = ({ date }: Article): number => date?.instant ?? Number.NEGATIVE_INFINITY;
  return [...collection].sort((a, b) => (instant(a) === instant(b) ? (a.id < b.id ? -1 : 1) : instant(b) - instant(a)));
}

/** Build each part, merge the segments with some articles left out, and compare with building what is left at once. */
async function mergedAndBuilt(parts: readonly (readonly Article[])[], isLeftOut: (article: Article) => boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'xunwen-merge-'));
  const nested = async (
    left: readonly (readonly Article[])[],
    inputs: { manifest: SegmentManifest; path: string }[],
  ): Promise<string> => {
    const [part, ...others] = left;
    if (part)
      return withBuild(
        part,
        {},
        ({ manifest, files }) => nested(others, [...inputs, { manifest: manifest.segments[0]!, path: files[0]!.path }]),
        {},
        undefined,
        { pivots: PIVOTS },
      );
    const order = inOrder(parts.flat().filter((article) => !isLeftOut(article))).map((article) => {
      const input = parts.findIndex((one) => one.includes(article));
      return { input, local: inOrder(parts[input]!).indexOf(article) };
    });
    return mergeSegments({
      collection: 'articles',
      inputs,
      order,
      fields: FILTERABLE,
      sketches: true,
      folder,
      onTerms: () => {},
    }).manifest.object;
  };
  try {
    const merged = await nested(parts, []);
    const rest = parts.flat().filter((article) => !isLeftOut(article));
    const built = await withBuild(rest, {}, async ({ manifest }) => manifest.segments[0]!.object, {}, undefined, {
      pivots: PIVOTS,
    });
    return { merged, built };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const digitOf = (text: string): number => createHash('sha256').update(text).digest()[0]!;

test('merged segments are byte for byte the segment of their live articles', async () => {
  await fc.assert(
    fc.asyncProperty(articles(20), fc.nat({ max: 255 }), fc.nat({ max: 60 }), async (all, seed, deleted) => {
      const parts = [0, 1, 2]
        .map((part) => all.filter(({ id }) => digitOf(`${seed} ${id}`) % 3 === part))
        .filter((part) => part.length > 0);
      const isLeftOut = ({ id }: Article): boolean => id !== all[0]!.id && digitOf(`${id} ${seed}`) < deleted;
      const { merged, built } = await mergedAndBuilt(parts, isLeftOut);
      expect(merged).toBe(built);
    }),
    { numRuns: 15 },
  );
});

test('merged segments of real articles are byte for byte the segment of their articles', async () => {
  const samples = await readSamples();
  const parts = [0, 1, 2].map((part) => samples.filter((_, i) => i % 3 === part));
  const { merged, built } = await mergedAndBuilt(parts, ({ id }) => id === samples[4]!.id);
  expect(merged).toBe(built);
});

import { beforeAll, expect, test } from 'vitest';
import { encodeManifest, type Manifest, manifestVersion, pointerKey } from '../../../engine/index/manifest.ts';
import { PARTS } from '../../../indexer/cli/parts.ts';
import { pointedManifest, readPointer } from '../../../indexer/publish/pointer.ts';
import { articleLines, createHarness, type Harness } from '../cli/harness.ts';

let xunwen: Harness;
let manifest: Manifest;

beforeAll(async () => {
  xunwen = createHarness();
  xunwen.parts.buildIndex = PARTS.buildIndex;
  expect((await xunwen.runWith(articleLines(5), 'index', '-')).code).toBe(0);
  manifest = pointedManifest((await readPointer(xunwen.store, 'articles'))!, 'articles');
});

/** Verify the published segment under a manifest that says something else about it. */
async function verifyWith(change: Partial<Manifest['segments'][number]>) {
  const {
    version: _version,
    created,
    ...content
  } = {
    ...manifest,
    segments: manifest.segments.map((segment) => ({ ...segment, ...change })),
  };
  const bytes = encodeManifest({ ...content, version: manifestVersion(content), created });
  xunwen.store.objects.set(pointerKey('articles'), { bytes, modified: 0 });
  return xunwen.run('verify');
}

test('a real segment under its own manifest is well', async () => {
  expect(await verifyWith({})).toMatchObject({ code: 0 });
});

test('a section elsewhere than the manifest says is found', async () => {
  const { sections } = manifest.segments[0];
  const [name, range] = Object.entries(sections)[0];
  const moved = { ...sections, [name]: { ...range, length: range.length - 1 } };
  expect(await verifyWith({ sections: moved })).toMatchObject({
    code: 1,
    err: expect.stringMatching(new RegExp(`section "${name}" is at ${range.offset}, ${range.length} bytes long; its`)),
  });
  expect(await verifyWith({ sections: { ...sections, other: range } })).toMatchObject({
    code: 1,
    err: expect.stringContaining('section "other" is missing'),
  });
});

test('a sparse term index that cannot be opened is found', async () => {
  const damaged = Buffer.from(manifest.segments[0].sparseTerms, 'base64');
  damaged[damaged.length - 1] ^= 1;
  expect(await verifyWith({ sparseTerms: damaged.toString('base64') })).toMatchObject({
    code: 1,
    err: expect.stringContaining('sparse term index'),
  });
});

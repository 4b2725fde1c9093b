import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundleCommandLine, bundleLambda, bundlePage } from '../../scripts/bundle.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunwen-bundle-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the bundle of the function', () => {
  let bundle: Bundle;
  let text: string;
  beforeAll(async () => {
    bundle = await bundleLambda(join(folder, 'search.cjs'));
    text = await readFile(bundle.path, 'utf8');
  });

  test('is at most 300 KB, with no AWS SDK and no native code', () => {
    expect(bundle.bytes).toBe(Buffer.byteLength(text));
    expect(bundle.bytes).toBeLessThanOrEqual(300_000);
    expect(bundle.inputs).toContain('functions/search.ts');
    expect(bundle.inputs.filter((input) => /@aws-sdk|@smithy|@node-rs|\.node$/.test(input))).toEqual([]);
  });

  test('needs nothing but Node', () => {
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1]!);
    expect(required).not.toEqual([]);
    const builtIn = new Set(process.getBuiltinModule('node:module').builtinModules);
    expect(required.filter((name) => !builtIn.has(name.replace(/^node:/, '')))).toEqual([]);
  });

  test('is the same bytes from the same sources, digest included', async () => {
    const again = await bundleLambda(join(folder, 'again.cjs'));
    expect(await readFile(again.path, 'utf8')).toBe(text);
    expect(text).not.toContain('xunwen-build-digest-goes-here');
  });
});

test('the page is its script and the files that a browser loads as they are', async () => {
  await bundlePage(join(folder, 'web'));
  const names = await readdir(join(folder, 'web'));
  expect(names).toEqual(expect.arrayContaining(['index.html', 'page.js', 'style.css']));
  expect(names.filter((name) => /\.ts$|tsconfig/.test(name))).toEqual([]);
});

test('the command line is one command with its parts, and old parts go', async () => {
  const bundle = await bundleCommandLine(join(folder, 'cli'));
  expect(await readFile(bundle.path, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(bundle.inputs).toContain('indexer/cli.ts');
  const first = await readdir(join(folder, 'cli'));
  await bundleCommandLine(join(folder, 'cli'));
  expect(await readdir(join(folder, 'cli'))).toEqual(first);
});

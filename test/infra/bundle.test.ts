import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundleClient, bundleCommandLine, bundleLambda, bundlePage } from '../../scripts/bundle.ts';

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
    expect(bundle.inputs.filter((input) => /openapi\/|to-json-schema/.test(input))).toEqual([]);
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

test('the client is one file without dependencies, and its declarations need no other', async () => {
  const bundle = await bundleClient(join(folder, 'client'));
  expect(bundle.inputs).toEqual(['web/client.ts']);
  expect((await readdir(join(folder, 'client'))).sort()).toEqual(['api.generated.d.ts', 'client.d.ts', 'client.js']);
  const user = join(folder, 'use.ts');
  await writeFile(
    user,
    `import { createClient, type Hit, RequestError } from './client/client.js';
     const { hits } = await createClient({ endpoint: '/' }).search({ q: '电池', sort: 'newest', limit: 3 });
     export const titles: string[] = hits.map((hit: Hit) => hit.title);
     export const status: number = new RequestError('').status;
     // @ts-expect-error there is no such order
     await createClient({ endpoint: '/' }).search({ q: '电池', sort: 'shortest' });`,
  );
  const settings = ['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
  const compiler = join(import.meta.dirname, '../../node_modules/.bin/tsc');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await promisify(execFile)(compiler, [user, ...settings, '--lib', 'es2022,dom', '--types', '']);
});

test('the command line is one command with its parts, and old parts go', async () => {
  const bundle = await bundleCommandLine(join(folder, 'cli'));
  expect(await readFile(bundle.path, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(bundle.inputs).toContain('indexer/cli.ts');
  const first = await readdir(join(folder, 'cli'));
  await bundleCommandLine(join(folder, 'cli'));
  expect(await readdir(join(folder, 'cli'))).toEqual(first);
});

// The product as its users get it: the bundled command line with its page, and the zip of the function as the
// real `serverless package` makes it. Built into a folder of the test's own, never into dist/.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { bundleCommandLine, bundleLambda, bundlePage } from '../../../scripts/bundle.ts';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
/** The Node of Lambda's runtime, whatever the tests themselves run on. */
export const NODE = join(ROOT, 'node_modules', '.bin', 'node');
export const SAMPLES = join(ROOT, 'samples', 'articles');

const HANDLER = 'dist/lambda/search.cjs';

/** A new folder for one file of tests, and its end. */
export async function makeFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'xunwen-e2e-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** @returns path of the program, which finds its packages as an installed one does */
export async function buildCommandLine(folder: string): Promise<string> {
  const [{ path }] = await Promise.all([
    bundleCommandLine(join(folder, 'dist')),
    bundlePage(join(folder, 'dist', 'web')),
  ]);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  return path;
}

/**
 * Package the service offline, and unpack its zip as Lambda does.
 * @returns path of the handler
 */
export async function packageFunction(folder: string): Promise<string> {
  const service = join(folder, 'service');
  await mkdir(service);
  await cp(join(ROOT, 'serverless.yml'), join(service, 'serverless.yml'));
  await cp(join(ROOT, 'infra'), join(service, 'infra'), { recursive: true });
  await bundleLambda(join(service, HANDLER));
  const bin = join(ROOT, 'node_modules', '.bin');
  await promisify(execFile)(join(bin, 'serverless'), ['package', '--package', 'package'], {
    cwd: service,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: service },
  });
  const zip = (await readdir(join(service, 'package'))).find((name) => name.endsWith('.zip'));
  if (!zip) throw new Error(`serverless package left no zip in ${service}/package`);
  const unpacked = join(folder, 'unpacked');
  for (const [name, bytes] of Object.entries(unzipSync(await readFile(join(service, 'package', zip))))) {
    await mkdir(dirname(join(unpacked, name)), { recursive: true });
    await writeFile(join(unpacked, name), bytes);
  }
  return join(unpacked, HANDLER);
}

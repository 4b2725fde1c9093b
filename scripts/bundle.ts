// The three things that leave this repository as one file each: the Lambda, the command line and the page's
// script. One plain esbuild call each; serverless.yml packages what lies in dist/ and bundles nothing itself.

import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

export interface Bundle {
  /** Where it was written. */
  path: string;
  /** Bytes of the written file. */
  bytes: number;
  /** Source files that went into it, relative to the root of the repository. */
  inputs: string[];
}

/** Stands for the digest while the bundle that it is a digest of is being made. */
const BUILD_PLACEHOLDER = 'xunwen-build-digest-goes-here';

const ROOT = join(import.meta.dirname, '..');

/**
 * Bundle functions/search.ts for Lambda: everything inside, minified. CommonJS, because it is read from one file
 * without the module loader, and `.cjs` because no package.json travels with it.
 * Names of classes are kept: logs carry the names of errors.
 */
export async function bundleLambda(path: string): Promise<Bundle> {
  const bundle = await write(path, {
    entryPoints: ['functions/search.ts'],
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'eof',
  });
  const sdk = bundle.inputs.filter((input) => /node_modules\/@(?:aws-sdk|smithy)\//.test(input));
  if (sdk.length > 0) {
    throw new Error(`the Lambda must not carry the AWS SDK, but reaches ${sdk[0]}: import engine/store/reader.ts only`);
  }
  return bundle;
}

/** Bundle the command line: our code in one file, packages left to node_modules. */
export async function bundleCommandLine(path: string): Promise<Bundle> {
  const bundle = await write(path, {
    entryPoints: ['indexer/cli.ts'],
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    banner: { js: '#!/usr/bin/env node' },
  });
  await chmod(path, 0o755);
  return bundle;
}

/** Bundle the page's script and put the files of web/ that a browser loads as they are beside it. */
export async function bundlePage(folder: string): Promise<Bundle> {
  const bundle = await write(join(folder, 'page.js'), {
    entryPoints: ['web/page.ts'],
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    minify: true,
  });
  for (const name of await readdir(join(ROOT, 'web'))) {
    if (/\.(?:html|css|svg|png|ico|webmanifest)$/.test(name)) await copyFile(join(ROOT, 'web', name), join(folder, name));
  }
  return bundle;
}

async function write(path: string, options: BuildOptions): Promise<Bundle> {
  const result = await build({
    ...options,
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    charset: 'utf8',
    logLevel: 'warning',
    define: { XUNWEN_BUILD: JSON.stringify(BUILD_PLACEHOLDER) },
  });
  const text = result.outputFiles[0]?.text ?? '';
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const bytes = Buffer.from(text.replaceAll(BUILD_PLACEHOLDER, digest));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return { path, bytes: bytes.length, inputs: Object.keys(result.metafile.inputs) };
}

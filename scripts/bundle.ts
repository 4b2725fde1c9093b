// What leaves this repository as one file each: the Lambda, the command line, the page's script and the client.
// One plain esbuild call each; serverless.yml packages what lies in dist/ and bundles nothing itself.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';

export interface Bundle {
  /** Where it was written; its parts, if any, lie beside it. */
  path: string;
  /** Bytes of everything written but source maps. */
  bytes: number;
  /** Source files that went into it, relative to the root of the repository. */
  inputs: string[];
}

/** Stands for the digest while the bundle that it is a digest of is being made. */
const BUILD_PLACEHOLDER = 'xunwen-build-digest-goes-here';

const ROOT = join(import.meta.dirname, '..');
/** The compiler's settings for declarations alone, of a file that no project of ours describes to users. */
const DECLARATIONS = [
  ...['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--allowImportingTsExtensions', '--strict'],
  ...['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2024,dom', '--types', 'node'],
];
/** Written by scripts/generate-openapi.ts. */
const OPENAPI = join(ROOT, 'functions', 'openapi.json');

/**
 * Bundle functions/search.ts for Lambda: everything inside, minified. CommonJS starts in half the time of an ES
 * module here, and `.cjs` because no package.json travels with it. Errors say their names themselves, since classes
 * lose theirs; the source map that tells what a logged stack means stays beside the bundle and is not deployed. ASCII,
 * which V8 reads as one byte a character: with a single Chinese one the whole file would be two.
 * @throws Error when the AWS SDK would get in: it costs more at every cold start than all the rest
 */
export async function bundleLambda(path: string): Promise<Bundle> {
  const bundle = await write(path, {
    entryPoints: ['functions/search.ts'],
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    sourcemap: 'external',
    legalComments: 'eof',
    charset: 'ascii',
    // Where CommonJS keeps it: openapi.json is read from there when it is asked for.
    define: { 'import.meta.dirname': '__dirname' },
  });
  await copyFile(OPENAPI, join(dirname(path), 'openapi.json'));
  const sdk = bundle.inputs.filter((input) => /node_modules\/@(?:aws-sdk|smithy)\//.test(input));
  if (sdk.length > 0) {
    throw new Error(
      `the Lambda must not carry the AWS SDK, but reaches ${sdk[0]}: import engine/store/reader.ts, not open.ts`,
    );
  }
  return bundle;
}

/**
 * Bundle the command line into xunwen.js and its parts beside it, packages left to node_modules. Parts, because
 * a command loads what it needs: `search` should not wait for parsers and the AWS SDK.
 * @param entry what runs it, relative to the root of the repository
 */
export async function bundleCommandLine(folder: string, entry = 'indexer/cli.ts'): Promise<Bundle> {
  const path = join(folder, 'xunwen.js');
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (/^xunwen-\w+\.js$/.test(name)) await rm(join(folder, name));
  }
  const bundle = await write(path, {
    // The threads of a build start from a file of their own, see indexer/build/crew.ts.
    entryPoints: { xunwen: entry, 'xunwen-worker': 'indexer/build/worker.ts' },
    outdir: folder,
    chunkNames: 'xunwen-[hash]',
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
  });
  await copyFile(OPENAPI, join(folder, 'openapi.json'));
  await writeFile(path, `#!/usr/bin/env node\n${await readFile(path, 'utf8')}`);
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
    if (/\.(?:html|css|svg|png|ico|webmanifest)$/.test(name))
      await copyFile(join(ROOT, 'web', name), join(folder, name));
  }
  return bundle;
}

/**
 * Bundle the client, which is `xunwen/client` of the package, and write its declarations beside it.
 * @throws Error when the compiler finds fault with it
 */
export async function bundleClient(folder: string): Promise<Bundle> {
  const bundle = await write(join(folder, 'client.js'), {
    entryPoints: ['web/client.ts'],
    platform: 'neutral',
    target: 'es2022',
    format: 'esm',
  });
  const compiler = join(ROOT, 'node_modules', '.bin', 'tsc');
  await promisify(execFile)(compiler, ['web/client.ts', '--outDir', folder, ...DECLARATIONS], { cwd: ROOT });
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.d.ts')) continue;
    const path = join(folder, name);
    // Declarations name the files that they stand beside as a browser would.
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(/(from '\.\/[\w.]+)\.ts'/g, "$1.js'"));
  }
  return bundle;
}

async function write(path: string, options: BuildOptions): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    charset: 'utf8',
    ...(options.outdir === undefined ? { outfile: path } : {}),
    ...options,
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'warning',
    define: { ...options.define, XUNWEN_BUILD: JSON.stringify(BUILD_PLACEHOLDER) },
  });
  const hash = createHash('sha256');
  const isMap = (file: { path: string }): boolean => file.path.endsWith('.map');
  for (const file of outputFiles) if (!isMap(file)) hash.update(file.contents);
  const digest = hash.digest('hex').slice(0, 16);
  let bytes = 0;
  for (const file of outputFiles) {
    const contents = Buffer.from(file.text.replaceAll(BUILD_PLACEHOLDER, digest));
    if (!isMap(file)) bytes += contents.length;
    await mkdir(dirname(file.path), { recursive: true });
    await writeFile(file.path, contents);
  }
  return { path, bytes, inputs: Object.keys(metafile.inputs) };
}

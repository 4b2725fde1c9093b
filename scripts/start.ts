// `npm start`: the sample articles, searchable in a browser. Indexing again changes nothing while
// the articles are the same, so it simply does so every time; an index of one's own is left alone.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeManifest, pointerKey } from '../engine/index/manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = `${root}dist/xunwen.js`;
const store = ['--store', 'file:./.xunwen', '--collection', 'articles'];
const pointer = `${root}.xunwen/${pointerKey('articles')}`;
/** The version of the samples that was published last. */
const marker = `${root}.xunwen/samples-version`;

/** Run Node on a script in the repository's folder, with its output on ours; resolves to its exit code. */
function node(script: string, ...parameters: string[]): Promise<number> {
  const child = spawn(process.execPath, [script, ...parameters], { cwd: root, stdio: 'inherit' });
  // The terminal sends SIGINT to the child as well; it ends, and so do we.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const publishedVersion = (): string | null =>
  existsSync(pointer) ? decodeManifest(readFileSync(pointer), pointer).version : null;

async function indexSamples(): Promise<number> {
  const published = publishedVersion();
  const samples = existsSync(marker) ? readFileSync(marker, 'utf8') : null;
  if (published !== null && published !== samples) {
    console.log('.xunwen holds an index that is not of the samples: it is served as it is.');
    return 0;
  }
  const code = await node(program, 'index', 'samples/articles', ...store);
  if (code === 0) writeFileSync(marker, publishedVersion() ?? '');
  return code;
}

async function start(given: string[]): Promise<number> {
  if (!existsSync(program)) {
    const built = await node('scripts/build.ts');
    if (built !== 0) return built;
  }
  const indexed = await indexSamples();
  if (indexed !== 0) return indexed;
  const hasPort = given.some((argument) => /^--port(=|$)/.test(argument));
  const port = process.env.PORT && !hasPort ? ['--port', process.env.PORT] : [];
  return node(program, 'serve', ...store, ...port, ...given);
}

process.exitCode = await start(process.argv.slice(2));

// `npm start`: the sample articles, searchable in a browser. Indexing again changes nothing while
// the articles are the same, so it simply does so every time.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = `${root}dist/xunwen.js`;
const store = ['--store', 'file:./.xunwen', '--collection', 'articles'];

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

async function start(given: string[]): Promise<number> {
  if (!existsSync(program)) {
    const built = await node('scripts/build.ts');
    if (built !== 0) return built;
  }
  const indexed = await node(program, 'index', 'samples/articles', ...store);
  if (indexed !== 0) return indexed;
  const hasPort = given.some((argument) => /^--port(=|$)/.test(argument));
  const port = process.env.PORT && !hasPort ? ['--port', process.env.PORT] : [];
  return node(program, 'serve', ...store, ...port, ...given);
}

process.exitCode = await start(process.argv.slice(2));

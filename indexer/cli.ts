// The entry of `xunwen`: hands the process to the program, and ends it. Bundled to dist/xunwen.js.

import { tmpdir } from 'node:os';
import type { Io } from './cli/io.ts';
import { run } from './cli/run.ts';

const controller = new AbortController();

const io: Io = {
  get stdin() {
    // Touching it would keep commands that do not read it waiting for its end.
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  temporary: tmpdir(),
  now: Date.now,
  signal: controller.signal,
  cleanups: new Set(),
};

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  // The store needs no goodbye: whatever is half done, the pointer is the old one or the new one.
  process.once(signal, () => {
    controller.abort();
    for (const cleanup of io.cleanups) cleanup();
    process.exit(code);
  });
}

// `xunwen search ... | head` closes the pipe early, and that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  for (const cleanup of io.cleanups) cleanup();
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), io);

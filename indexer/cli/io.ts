// What a command may touch of the process it runs in, handed in so that tests can run the whole
// program in theirs. Nothing in indexer/cli uses `process` except the entry.

import type { Readable } from 'node:stream';

/** Where text goes: a terminal, a pipe, or a test's buffer. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in columns. */
  readonly columns?: number | undefined;
}

export interface Io {
  stdin: Readable;
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  cwd: string;
  /** Folder for work folders, as of `os.tmpdir()`. */
  temporary: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Aborted by SIGINT and SIGTERM, and by tests: long-running commands end. */
  signal: AbortSignal;
  /** Run, synchronously, when the process is about to end early. */
  cleanups: Set<() => void>;
}

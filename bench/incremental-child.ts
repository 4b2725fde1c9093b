// One `xunwen index` in a process of its own: the whole command, with its store's bytes counted.
//   node bench/incremental-child.ts STORE_FOLDER ARGUMENT...

import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openFileStore } from '../engine/store/file-store.ts';
import { meter } from '../engine/store/meter.ts';
import type { ObjectStore } from '../engine/store/store.ts';
import { PARTS } from '../indexer/cli/parts.ts';
import { run } from '../indexer/cli/run.ts';

/** What the parent reads from standard output. */
export interface IndexRun {
  code: number;
  /** What the command printed. */
  output: string;
  /** Since the start of the process. */
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
  bytesRead: number;
  bytesWritten: number;
}

const [folder, ...argv] = process.argv.slice(2);
const store = openFileStore(`file:${folder}`, folder);
const metered = meter(store);
let bytesWritten = 0;
const counting: ObjectStore = {
  ...store,
  ...metered.reader,
  put(key, bytes, condition) {
    bytesWritten += bytes.length;
    return store.put(key, bytes, condition);
  },
  putFile(key, path, condition) {
    bytesWritten += statSync(path).size;
    return store.putFile(key, path, condition);
  },
};
let output = '';
const print = {
  write(text: string): void {
    output += text;
  },
};
const io = {
  stdin: process.stdin,
  stdout: print,
  stderr: print,
  env: {},
  cwd: process.cwd(),
  temporary: tmpdir(),
  now: Date.now,
  signal: new AbortController().signal,
  cleanups: new Set<() => void>(),
};
const code = await run(argv, io, { ...PARTS, openStore: async () => counting });
const { user, system } = process.cpuUsage();
const result: IndexRun = {
  code,
  output,
  seconds: performance.now() / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  bytesRead: metered.cost().bytes,
  bytesWritten,
};
process.stdout.write(JSON.stringify(result));

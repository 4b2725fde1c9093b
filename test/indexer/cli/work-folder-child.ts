// Makes and uses work folders until it has done so many, or is killed. Ends with 9 when one was taken from it.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from '../../../indexer/cli/io.ts';
import { withWorkFolder } from '../../../indexer/cli/work-folder.ts';

const [temporary = '', rounds = '1'] = process.argv.slice(2);
const io: Io = {
  stdin: Readable.from([]),
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  env: {},
  cwd: temporary,
  temporary,
  now: Date.now,
  signal: new AbortController().signal,
  cleanups: new Set(),
};

for (let round = 0; round < Number(rounds); round++)
  await withWorkFolder(io, async (folder) => {
    const path = join(folder, 'articles.jsonl');
    await writeFile(path, '{}\n'.repeat(1000));
    await sleep(2);
    if (!existsSync(path)) process.exitCode = 9;
  });

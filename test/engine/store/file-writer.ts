// A process that writes to a folder store, for tests that need several or kill one:
//   node file-writer.ts FOLDER count N   adds one to `counter` up to N times; prints how often it won
//   node file-writer.ts FOLDER flood     writes one large object over and over until it is killed

import { PreconditionFailedError } from '../../../engine/errors.ts';
import { openStore } from '../../../engine/store/open.ts';

const [folder = '', mode = '', times = '0'] = process.argv.slice(2);
const store = await openStore(`file:${folder}`);

if (mode === 'count') {
  let won = 0;
  for (let n = 0; n < Number(times); n++) {
    const { bytes, etag } = await store.get('counter');
    const next = Buffer.from(String(Number(Buffer.from(bytes).toString()) + 1));
    try {
      await store.put('counter', next, { ifMatch: etag });
      won++;
    } catch (error) {
      if (!(error instanceof PreconditionFailedError)) throw error;
    }
  }
  process.stdout.write(String(won));
} else {
  const bytes = new Uint8Array(3_000_000).fill(7);
  process.stdout.write('started');
  for (;;) await store.put('objects/flood', bytes);
}

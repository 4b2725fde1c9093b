// `npm run bench:relevance -- DATA_FOLDER`: how well each set of judged queries is answered, beside other
// engines in the same run. Ours goes through the code that users run: build, publish, search.

import { runBench } from './main.ts';
import { createProgress } from './progress.ts';
import type { RowResult } from './rankings.ts';
import { parseRelevanceOptions, RELEVANCE_HELP } from './relevance-options.ts';
import { reportRelevance } from './relevance-report.ts';
import { runRelevance } from './relevance-run.ts';

await runBench(RELEVANCE_HELP, async () => {
  const options = parseRelevanceOptions(process.argv.slice(2));
  // Without peers, none of their libraries is loaded.
  const peers = options.peers.length === 0 ? [] : (await import('./peers/peers.ts')).PEERS;
  const progress = createProgress();
  const rows: RowResult[] = [];
  try {
    await runRelevance(options, peers, progress, (row) => rows.push(row));
  } finally {
    progress.end();
    // Also what was measured before a failure: a run can take an hour.
    if (rows.length > 0) process.stdout.write(`${reportRelevance(rows, options.half, options.against)}\n`);
  }
});

// `npm run bench:ablation -- DATA_FOLDER`: what each constant of the ranking is worth. A constant earns its
// place where a set is clearly worse without it, and none is clearly better.

import { ABLATION_HELP, parseAblationOptions } from './ablation-options.ts';
import { reportAblation } from './ablation-report.ts';
import { type AblationRow, runAblation } from './ablation-run.ts';
import { constantsAsTheyAre } from './ablation-values.ts';
import { runBench } from './main.ts';
import { createProgress } from './progress.ts';

await runBench(ABLATION_HELP, async () => {
  const options = parseAblationOptions(process.argv.slice(2));
  const progress = createProgress();
  const rows: AblationRow[] = [];
  try {
    await runAblation(options, progress, (row) => rows.push(row));
  } finally {
    progress.end();
    // Also what was measured before a failure: a run takes long.
    if (rows.length > 0) process.stdout.write(`${reportAblation(rows, constantsAsTheyAre(), options.half)}\n`);
  }
});

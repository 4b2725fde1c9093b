// `node bench/cost.ts RESULTS`: the tables of docs/cost.md, from the figures of the speed bench and from list prices.

import { UsageError } from '../engine/errors.ts';
import { reportCosts } from './cost-report.ts';
import { runBench } from './main.ts';
import { readResults } from './speed/results.ts';

const HELP = `node bench/cost.ts RESULTS
  RESULTS  the speed.json that bench:speed leaves in its --work folder`;

await runBench(HELP, async () => {
  const [path] = process.argv.slice(2);
  const results = path === undefined ? null : readResults(path);
  if (results === null) throw new UsageError(`there are no figures in ${path ?? 'no file'}; name one`);
  process.stdout.write(`${reportCosts(results.results)}\n`);
});

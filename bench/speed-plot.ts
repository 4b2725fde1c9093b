// `node bench/speed-plot.ts RESULTS`: the figures of `npm run bench:speed` as an SVG picture on standard output.

import { UsageError } from '../engine/errors.ts';
import { runBench } from './main.ts';
import { plotSpeed } from './speed/plot.ts';
import { readResults } from './speed/results.ts';

const HELP = `node bench/speed-plot.ts RESULTS > docs/speed.svg
  RESULTS  the speed.json that bench:speed leaves in its --work folder`;

await runBench(HELP, async () => {
  const [path] = process.argv.slice(2);
  const results = path === undefined ? null : readResults(path);
  if (results === null) throw new UsageError(`there are no figures in ${path ?? 'no file'}; name one`);
  process.stdout.write(plotSpeed(results));
});

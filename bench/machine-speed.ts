// How fast this machine is beside the one that the budgets in milliseconds were set on: by a loop that both have run,
// the fold of analysis, so that milliseconds can be read as ratios.

import { fold } from '../engine/analysis/fold.ts';

/** Million characters a second, where the budgets were set. */
export const SPEED_OF_BUDGETS = 215;

const TEXT = '徐匯區的文明城市創建工作，在2017年取得了新的進展；居民們都說，生活比以前更方便了。'.repeat(30);
const ROUNDS = 2000;
const TRIES = 5;

/** Million characters a second of CPU, the best of some tries. */
export function foldedPerSecond(): number {
  let best = 0;
  for (let i = 0; i < TRIES; i++) {
    const before = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round++) fold(TEXT);
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, (TEXT.length * ROUNDS) / (user + system));
  }
  return best;
}

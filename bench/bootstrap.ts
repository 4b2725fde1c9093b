// How far a difference between two engines could be luck in the choice of queries: the paired bootstrap
// (Efron and Tibshirani 1993; Sakai, SIGIR 2006, for retrieval). The same seed gives the same interval.

import { mean } from './metrics.ts';
import { below, createRandom } from './random.ts';

export const RESAMPLES = 10_000;
const SEED = 20180611;

export interface Interval {
  /** The mean difference as measured. */
  mean: number;
  /** Percentile interval: 95 % of the resampled means lie from `low` to `high`. */
  low: number;
  high: number;
}

/**
 * The mean of paired differences with its 95 % interval over resamples of the queries, drawn with replacement.
 * @param differences a figure of one engine less that of the other, query by query
 * @throws RangeError when there are none
 */
export function pairedBootstrap(differences: readonly number[], resamples = RESAMPLES, seed = SEED): Interval {
  const values = Float64Array.from(differences);
  const random = createRandom(seed);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn++) sum += values[below(random, values.length)];
    means[resample] = sum / values.length;
  }
  means.sort();
  // As many resamples lie beyond one end as beyond the other.
  const beyond = Math.floor(resamples * 0.025);
  return { mean: mean(differences), low: means[beyond], high: means[resamples - 1 - beyond] };
}

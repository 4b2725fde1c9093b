// How large an index may be to be kept whole in memory, as a deployment sets it: the one setting of the
// search that depends on the machine's memory and not on the collection.

import { UsageError } from '../errors.ts';

/**
 * Read `XUNWEN_RESIDENT_BYTES`, which the function and the command line honour alike. 0 keeps no index whole.
 * @param environment the values of `process.env`
 * @returns the option for `openSearcher`; nothing when the variable is not set or empty
 * @throws UsageError when it is no whole number
 */
export function residentBytesFrom(environment: Readonly<Record<string, string | undefined>>): {
  residentBytes?: number;
} {
  const text = environment.XUNWEN_RESIDENT_BYTES;
  if (!text) return {};
  if (!/^\d{1,15}$/.test(text)) {
    throw new UsageError(`XUNWEN_RESIDENT_BYTES "${text}" is not a number of bytes such as 4194304`);
  }
  return { residentBytes: Number(text) };
}

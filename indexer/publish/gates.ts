// What stops a broken export from replacing a good index: no articles at all, or far fewer than before.

import { XunwenError } from '../../engine/errors.ts';

/** A version that is not published because it looks like a mistake. */
export class RefusedError extends XunwenError {}

/** Less than this share of the previous version is taken for a mistake. */
const SMALLEST_SHARE = 0.5;

/**
 * @param documents articles of the new version
 * @param previous articles of the current version; null when there is none
 * @throws RefusedError with both numbers and the flag that publishes anyway
 */
export function checkGates(version: { documents: number; previous: number | null; allowShrink: boolean }): void {
  const { documents, previous, allowShrink } = version;
  if (allowShrink) return;
  if (documents === 0) {
    const before = previous === null ? '' : ` (the current version has ${previous})`;
    throw new RefusedError(
      `0 articles were read${before}; nothing was published. ` +
        'Check the sources, or publish an empty index with --allow-shrink',
    );
  }
  if (previous !== null && documents < previous * SMALLEST_SHARE) {
    throw new RefusedError(
      `${documents} articles are fewer than half of the ${previous} in the current version; nothing was published. ` +
        'Check the sources, or publish anyway with --allow-shrink',
    );
  }
}

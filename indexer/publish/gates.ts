// What stops a broken export from replacing a good index: no articles at all, or far fewer than before.

import { XunwenError } from '../../engine/errors.ts';
import { counted, formatCount } from '../format.ts';

/** A version that is not published because it looks like a mistake. */
export class RefusedError extends XunwenError {
  override readonly name = 'RefusedError';
}

/** Less than this share of the previous version is taken for a mistake. */
const SMALLEST_SHARE = 0.5;

/** What is known of the articles before. */
export interface LastKnown {
  documents: number;
  /** Which version that is, in words. */
  version: string;
  /** It is there to be added to. */
  isCurrent: boolean;
}

/**
 * @param documents articles of the new version
 * @param previous the version before; null when nothing is known of one
 * @throws RefusedError with both numbers and the ways out
 */
export function checkGates(documents: number, previous: LastKnown | null): void {
  if (documents === 0) {
    const before = previous === null ? '' : ` (${previous.version} has ${formatCount(previous.documents)})`;
    throw new RefusedError(
      `0 articles were read${before}; nothing was published. ` +
        'Check the sources, or publish an empty index with --allow-shrink',
    );
  }
  if (previous !== null && documents < previous.documents * SMALLEST_SHARE) {
    const are = documents === 1 ? 'is' : 'are';
    const ways = previous.isCurrent
      ? 'Check the sources, add these articles to what is published with --add, or publish them alone with --allow-shrink'
      : 'Check the sources, or publish anyway with --allow-shrink';
    throw new RefusedError(
      `${counted(documents, 'article')} ${are} fewer than half of the ${formatCount(previous.documents)} ` +
        `in ${previous.version}; nothing was published. ${ways}`,
    );
  }
}

// Which candidates are scored anew by their texts together. Every text is a read of a cold query, and a candidate far
// behind the page has no hope: a block takes a page, and those that the first phase scores not much below its last.
// Blocks depend on the ranking alone, so an article has one place whatever page or limit it is asked with.

import { coordinatesByAtoms } from './coordination.ts';
import type { Plan } from './plan.ts';
import { FEWEST_RESCORED, HOPELESS_KEYWORD_SHARE, HOPELESS_SHARE } from './ranking.ts';

/**
 * The leading blocks of a ranking, as many as places up to `end` need.
 * @param ranked documents, best first
 * @param scores of the first phase, by document
 * @param most texts in a block
 * @param isCertain whether a document is a hit whatever its text says: a block holds a page of these
 * @param isShown asked of them in order: whether it takes a place, as the later ones of a group of duplicates do not
 */
export function rescoreBlocks(
  plan: Plan,
  ranked: readonly number[],
  scores: Float64Array,
  end: number,
  most: number,
  isCertain: (document: number) => boolean = () => true,
  isShown: (document: number) => boolean = () => true,
): number[][] {
  const share = coordinatesByAtoms(plan) ? HOPELESS_KEYWORD_SHARE : HOPELESS_SHARE;
  const blocks: number[][] = [];
  for (let start = 0, shown = 0; start < ranked.length && shown < end; ) {
    const last = Math.min(ranked.length, start + most);
    let stop = start;
    let ofBlock = 0;
    for (; stop < last && ofBlock < FEWEST_RESCORED; stop++) if (isCertain(ranked[stop])) ofBlock++;
    const hopeless = share * scores[ranked[stop - 1]];
    while (stop < last && scores[ranked[stop]] > hopeless) stop++;
    const block = ranked.slice(start, stop);
    blocks.push(block);
    for (const document of block) if (isCertain(document) && isShown(document)) shown++;
    start = stop;
  }
  return blocks;
}

/** The most documents that `rescoreBlocks` looks at for places up to `end`. @param most texts in a block */
export const mostRescored = (end: number, most: number): number =>
  most * Math.ceil(end / Math.min(most, FEWEST_RESCORED));

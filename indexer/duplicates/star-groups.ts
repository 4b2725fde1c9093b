// Which of many articles are near-duplicates, by their sketches. Groups are stars: everyone in a group is like the
// oldest of it. Chains (B is like A, C like B, but not like A) would grow without end and join what has nothing in common,
// and which of their links there are would hang on a single article. What comes out depends on the articles alone.

import { BANDS, bandOf, isSeries, isSketched, type Sketches, similarity } from '../../engine/analysis/sketch.ts';

/** Articles in the order of the index: newest first, the undated last. */
export interface SketchedArticles {
  length: number;
  /** Those that have a date. */
  dated: number;
  sketches: Sketches;
}

/** What near-duplicates have in common at least, of all that they have together. Chosen by `npm run bench:duplicates`. */
export const LEAST_SIMILARITY = 0.6;

/** Of articles that begin a group and share a band, so many are compared, the youngest ones. */
const MOST_COMPARED = 64;

const MOST_BUCKET_BITS = 18;
const NONE = -1;

/** By article: the number of its group from 1 on, 0 where it has none like it. */
export function starGroups(articles: SketchedArticles, least = LEAST_SIMILARITY): Uint32Array {
  const { length, sketches } = articles;
  const groups = new Uint32Array(length);
  const finder = createFinder(articles, least);
  let begun = 0;
  for (const article of oldestFirst(articles)) {
    if (!isSketched(sketches, article)) continue;
    const centre = finder.mostSimilar(article);
    if (centre === NONE) {
      finder.add(article);
      continue;
    }
    if (groups[centre] === 0) groups[centre] = ++begun;
    groups[article] = groups[centre];
  }
  return groups;
}

function* oldestFirst({ length, dated }: SketchedArticles): Generator<number> {
  for (let article = dated - 1; article >= 0; article--) yield article;
  for (let article = dated; article < length; article++) yield article;
}

/**
 * Finds articles by bands of their sketches (locality-sensitive hashing, Indyk and Motwani 1998): two that share .82, as with
 * a tenth of their sentences changed, have one of 25 bands of 5 values in common practically always, .65 in 98 of 100 cases, .6 in 93.
 */
function createFinder({ length, dated, sketches }: SketchedArticles, least: number) {
  const bucketBits = Math.min(MOST_BUCKET_BITS, Math.ceil(Math.log2(length + 2)));
  // A chain for each bucket of a band: 100 bytes an article, and at most 26 MB.
  const heads = Array.from({ length: BANDS }, () => new Int32Array(1 << bucketBits).fill(NONE));
  const nexts = Array.from({ length: BANDS }, () => new Int32Array(length));
  const comparedWith = new Int32Array(length).fill(NONE);
  const bucketOf = (bits: number): number => Math.imul(bits, 0x9e3779b1) >>> (32 - bucketBits);
  return {
    /** The article, of those added, that is most similar to this one; of equally similar ones the first added. */
    mostSimilar(article: number): number {
      let best = NONE;
      let most = -1;
      for (let band = 0; band < BANDS; band++) {
        const bits = bandOf(sketches, article, band);
        let left = MOST_COMPARED;
        for (let other = heads[band][bucketOf(bits)]; other !== NONE && left > 0; other = nexts[band][other]) {
          if (bandOf(sketches, other, band) !== bits) continue;
          left--;
          if (comparedWith[other] === article) continue;
          comparedWith[other] = article;
          const similar = similarity(sketches, article, other);
          if (similar < Math.max(least, most) || isSeries(sketches, article, other)) continue;
          if (similar === most && isAfter(other, best, dated)) continue;
          most = similar;
          best = other;
        }
      }
      return best;
    },
    add(article: number): void {
      for (let band = 0; band < BANDS; band++) {
        const bucket = bucketOf(bandOf(sketches, article, band));
        nexts[band][article] = heads[band][bucket];
        heads[band][bucket] = article;
      }
    },
  };
}

/** Whether an article comes after another when the oldest is first. @param dated articles that have a date */
function isAfter(article: number, other: number, dated: number): boolean {
  if (article < dated !== other < dated) return article >= dated;
  return article < dated ? article < other : article > other;
}

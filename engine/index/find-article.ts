// An article by its id: the ids of each segment are asked in one round, the stored text of whoever may have it decides.

import { NotBuiltError } from '../errors.ts';
import { deletedPart } from './deletions.ts';
import { documentsOfId, type IdBucket } from './id-lookup.ts';
import { NO_DOCUMENT } from './numbering.ts';
import { numberingOf, type PublishedIndex, readArticles } from './published-index.ts';
import type { Part, ReadSession } from './reads.ts';
import { idBucketPart } from './segment.ts';
import type { StoredArticle } from './stored-fields.ts';

/** An article with its number in the index. */
export interface FoundArticle {
  document: number;
  stored: StoredArticle;
}

/**
 * Find a live article: two rounds, three where the tables that say where texts lie are not known.
 * @param along other parts to read in the first round, and to keep in the cache
 * @returns null where no article has the id
 * @throws NotBuiltError when a segment cannot be asked for ids
 */
export async function findArticle(
  index: PublishedIndex,
  session: ReadSession,
  id: string,
  along: readonly Part<unknown>[],
): Promise<FoundArticle | null> {
  const buckets = index.segments.map((segment) => idBucketPart(segment, id));
  if (!buckets.every((bucket) => bucket !== null))
    throw new NotBuiltError(
      `the index of collection "${index.manifest.collection}" was built before articles could be found by their ids: ` +
        'xunwen index ... --rebuild with all sources writes it anew',
    );
  const deletions = index.numbering ? [] : index.segments.flatMap(({ deletions }) => (deletions ? [deletions] : []));
  const read = await index.reads.fetch<unknown>(session, [...buckets, ...deletions.map(deletedPart), ...along]);
  const numbering = await numberingOf(index, session);
  const documents = (read.slice(0, buckets.length) as IdBucket[]).flatMap((bucket, segment) => {
    const { base, each } = numbering.segments[segment];
    return documentsOfId(bucket, id)
      .map((local) => (each === null ? base + local : each[local]))
      .filter((document) => document !== NO_DOCUMENT);
  });
  const articles = await readArticles(index, session, documents);
  const own = articles.findIndex(({ article }) => article.id === id);
  return own < 0 ? null : { document: documents[own], stored: articles[own] };
}

// Lucene's MoreLikeThis, as it is by default, over the two analyzers that its users choose for Chinese.

import type { BenchDocument } from '../data-set.ts';
import { COMMIT_LINE, documentLine, indexLine, likeLines, readIds } from './lucene/lines.ts';
import { SIMILAR_SOURCE, startLucene } from './lucene/process.ts';

export interface SimilarPeer {
  /** Ids of documents like each of some, best first; the document itself may be among them. */
  like(documents: readonly BenchDocument[], limit: number): Promise<string[][]>;
  close(): Promise<void>;
}

/** @param folder an empty folder. @throws UsageError where there is no Java or no Lucene 8 */
export async function openLuceneSimilar(
  analyzer: 'smartcn' | 'cjk',
  documents: readonly BenchDocument[],
  folder: string,
): Promise<SimilarPeer> {
  const process = await startLucene(folder, SIMILAR_SOURCE);
  await process.write([indexLine([analyzer])]);
  await process.write(documents.map(documentLine));
  await process.write([COMMIT_LINE]);
  await process.read(1);
  return {
    async like(asked, limit) {
      await process.write(likeLines(asked, limit));
      return (await process.read(asked.length)).map(readIds);
    },
    close: process.close,
  };
}

// The two kinds of work that a build is cut into, for any thread: a batch of articles from the spool to files,
// and the batches of a segment to the segment. What a job gives depends on the job alone, never on who did it.

import { Index } from 'flexsearch';
import { createAnalyzer, type FieldTerms } from '../../engine/analysis/analyzer.ts';
import type { Lexicon } from '../../engine/analysis/lexicon.ts';
import { type Batch, createBatchWriter, joinBatches } from '../../engine/index/batch.ts';
import type { DocumentValues } from '../../engine/index/doc-values.ts';
import { createBuildAdapter } from '../../engine/index/flexsearch-adapter.ts';
import type { WrittenSegment } from '../../engine/index/segment-writer.ts';
import type { PostingsSink } from '../../engine/index/sink.ts';
import { impact, SLOTS, slotOf } from '../../engine/index/slots.ts';
import { fromStoredRow } from '../../engine/index/stored-fields.ts';
import { FIELDS, type Field } from '../../engine/index/term-block.ts';
import { readRows, type SpooledRows } from './spool.ts';

/** Index a stretch of the spool. */
export interface BatchJob {
  kind: 'batch';
  rows: SpooledRows;
  /** Number of the first article in its segment. */
  firstDocument: number;
  pivots: Record<Field, number>;
  folder: string;
  /** Its own among the batches in the folder. */
  name: string;
}

/** Make a segment of its batches. */
export interface SegmentJob {
  kind: 'segment';
  batches: Batch[];
  folder: string;
}

export type Job = BatchJob | SegmentJob;
export type Done<Kind extends Job> = Kind extends BatchJob ? Batch : WrittenSegment;

/** Told now and then how much of a job is done: articles of a batch, terms of a segment. */
export type OnProgress = (done: number) => void;

/** Progress is told every so many articles. */
const PROGRESS_STEP = 100;

/** Whoever does jobs with one lexicon, one after the other. */
export interface Hand {
  work(job: Job, onProgress: OnProgress): Promise<Batch | WrittenSegment>;
}

export function createHand(lexicon: Lexicon): Hand {
  const analyzer = createAnalyzer(lexicon);

  const indexBatch = async (job: BatchJob, onProgress: OnProgress): Promise<Batch> => {
    const { rows, firstDocument, pivots, folder, name } = job;
    const writer = createBatchWriter(folder, name);
    const openField = (field: Field) => openIndex(pivots[field], (sink) => writer.spill(field, sink));
    const fields = { body: await openField('body'), title: await openField('title') };
    const values: DocumentValues[] = [];
    for (const row of readRows(rows)) {
      const { date, source, tags, title, body } = fromStoredRow(row).article;
      const document = firstDocument + values.length;
      fields.title.file(document, analyzer.analyze(title));
      fields.body.file(document, analyzer.analyze(body));
      values.push({ ...(date && { date }), ...(source !== undefined && { source }), ...(tags && { tags }) });
      if (values.length % PROGRESS_STEP === 0) onProgress(values.length);
    }
    for (const field of FIELDS) await fields[field].index.commit();
    const batch = writer.finish(readRows(rows), values);
    onProgress(values.length);
    return batch;
  };

  return {
    work: async (job, onProgress) =>
      job.kind === 'batch'
        ? indexBatch(job, onProgress)
        : joinBatches(job.folder, job.batches, lexicon.cost, onProgress),
  };
}

/** A FlexSearch Index that files terms under the slots of their impacts. */
async function openIndex(pivot: number, spill: (sink: PostingsSink) => void) {
  let current: FieldTerms | null = null;
  const index = new Index({
    // Terms arrive analysed; FlexSearch calls `score` once for each with its place among them.
    encode: (terms: string) => terms as unknown as string[],
    resolution: SLOTS,
    score: (_terms: string[], _term: string, place: number) =>
      slotOf(impact(current!.frequencies[place], current!.length, pivot)),
    commit: false,
  });
  await index.mount(createBuildAdapter(spill));
  return {
    index,
    file(document: number, terms: FieldTerms): void {
      current = terms;
      index.add(document, terms.terms as unknown as string);
      current = null;
    },
  };
}

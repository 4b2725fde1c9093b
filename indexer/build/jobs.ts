// The kinds of work that a build is cut into, for any thread: a batch of articles is indexed and packed, the
// batches of a segment are merged and joined. What a job gives depends on the job alone, never on who did it.

import { Index } from 'flexsearch';
import { type CountedField, createAnalyzer } from '../../engine/analysis/analyzer.ts';
import type { Lexicon } from '../../engine/analysis/lexicon.ts';
import { createSketcher, type Sketcher } from '../../engine/analysis/sketch.ts';
import { createTermTable, type TermTable } from '../../engine/analysis/term-table.ts';
import {
  type Batch,
  createBatchWriter,
  joinBatches,
  mergeBatches,
  type PackedRows,
  packRows,
} from '../../engine/index/batch.ts';
import { type DocumentValues, documentValues } from '../../engine/index/doc-values.ts';
import { createBuildAdapter } from '../../engine/index/flexsearch-adapter.ts';
import { type Identity, rowDigest } from '../../engine/index/ids.ts';
import type { TermFiles, WrittenSegment } from '../../engine/index/segment-writer.ts';
import { createPostingsSink, type PostingsSink, placesOf } from '../../engine/index/sink.ts';
import { impact, SLOTS, slotOf } from '../../engine/index/slots.ts';
import { fromStoredRow } from '../../engine/index/stored-fields.ts';
import { FIELDS, type Field } from '../../engine/index/term-block.ts';
import { readRows, type SpooledRows } from './spool.ts';

/** Index a stretch of the spool. */
export interface IndexJob {
  kind: 'index';
  rows: SpooledRows;
  /** Number of the first article in its segment. */
  firstDocument: number;
  pivots: Record<Field, number>;
  /** Filterable ones. */
  fields: readonly string[];
  /** Whether articles are sketched, for duplicates to be found by. */
  sketches: boolean;
  folder: string;
  /** Its own among the batches in the folder. */
  name: string;
}

/** Pack the rows of the same stretch. */
export interface PackJob {
  kind: 'pack';
  rows: SpooledRows;
  folder: string;
  name: string;
}

/** Merge the batches of a segment into its terms. */
export interface MergeJob {
  kind: 'merge';
  batches: Batch[];
  folder: string;
}

/** Make a segment of all these. */
export interface JoinJob {
  kind: 'join';
  batches: Batch[];
  packed: PackedRows[];
  terms: TermFiles;
  fields: readonly string[];
  folder: string;
}

/** What each kind of job gives. */
interface Results {
  index: Batch;
  pack: PackedRows;
  merge: TermFiles;
  join: WrittenSegment;
}

export type Job = IndexJob | PackJob | MergeJob | JoinJob;
export type Done<Kind extends Job> = Results[Kind['kind']];

/** Told now and then how much of a job is done: articles that are indexed, terms that are merged. */
export type OnProgress = (done: number) => void;

/** Progress is told every so many articles. */
const PROGRESS_STEP = 100;

/** Whoever does jobs with one lexicon, one after the other. */
export interface Hand {
  work(job: Job, onProgress: OnProgress): Promise<Results[Job['kind']]>;
}

export function createHand(lexicon: Lexicon): Hand {
  /** Of the terms of one batch. */
  const table = createTermTable();
  const analyzer = createAnalyzer(lexicon, table);
  let sketcher: Sketcher | null = null;

  const index = async (job: IndexJob, onProgress: OnProgress): Promise<Batch> => {
    const { rows, firstDocument, pivots, fields: filterable, folder, name } = job;
    const writer = createBatchWriter(folder, name);
    const openField = (field: Field) => openIndex(table, pivots[field], (sink) => writer.spill(field, sink));
    const fields = { body: await openField('body'), title: await openField('title') };
    const values: (DocumentValues & Identity)[] = [];
    for (const row of readRows(rows)) {
      const { article } = fromStoredRow(row);
      const { title, body } = article;
      const document = firstDocument + values.length;
      fields.title.file(document, analyzer.count(title));
      fields.body.file(document, analyzer.count(body));
      values.push({ ...documentValues(article, filterable), id: article.id, digest: rowDigest(row) });
      if (job.sketches) {
        sketcher ??= createSketcher();
        writer.sketch(sketcher.sketch(article));
      }
      if (values.length % PROGRESS_STEP === 0) onProgress(values.length);
    }
    for (const field of FIELDS) await fields[field].index.commit();
    table.clear();
    onProgress(values.length);
    return writer.finish(values);
  };

  return {
    async work(job, onProgress) {
      switch (job.kind) {
        case 'index':
          return index(job, onProgress);
        case 'pack':
          return packRows(job.folder, job.name, readRows(job.rows));
        case 'merge':
          return mergeBatches(job.folder, job.batches, lexicon.cost, onProgress);
        case 'join':
          return joinBatches(job.folder, job.batches, job.packed, job.terms, job.fields);
      }
    },
  };
}

/** A FlexSearch Index that files terms under the slots of their impacts. */
async function openIndex(table: TermTable, pivot: number, spill: (sink: PostingsSink) => void) {
  const sink = createPostingsSink(table);
  let current: CountedField | null = null;
  const index = new Index({
    // Terms arrive analysed; FlexSearch calls `score` once for each with its place among them.
    encode: (places: string) => places as unknown as string[],
    resolution: SLOTS,
    score: (_places: string[], _term: string, place: number) =>
      slotOf(impact(current!.frequencies[place], current!.length, pivot)),
    commit: false,
  });
  await index.mount(createBuildAdapter(sink, () => spill(sink)));
  return {
    index,
    file(document: number, terms: CountedField): void {
      current = terms;
      sink.expect(terms.numbers);
      index.add(document, placesOf(terms.numbers.length) as unknown as string);
      current = null;
    },
  };
}

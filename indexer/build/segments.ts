// Builds the segments of spooled articles: cuts them into jobs, and hands these to whoever works. The jobs of
// a segment depend on its articles and on the limits alone, so its bytes do not depend on the threads.

import type { WrittenSegment } from '../../engine/index/segment-writer.ts';
import type { Field } from '../../engine/index/term-block.ts';
import type { BuildProgress } from './build.ts';
import type { Crew } from './crew.ts';
import type { IndexJob } from './jobs.ts';
import type { Spool } from './spool.ts';

export interface SegmentsOptions {
  /** Closed. */
  spool: Spool;
  crew: Crew;
  limits: { articlesPerCommit: number; articlesPerSegment: number };
  pivots: Record<Field, number>;
  /** Filterable fields. */
  fields: readonly string[];
  /** Whether articles are sketched, for duplicates to be found by. */
  sketches: boolean;
  /** Existing folder for the segments and for what they are made of. */
  workFolder: string;
  progress(event: BuildProgress): void;
}

/** The segments of all spooled articles, in their order. */
export async function buildSegments(options: SegmentsOptions): Promise<WrittenSegment[]> {
  const { spool, limits, progress } = options;
  const indexed = createSum((done) => progress({ phase: 'index', done, total: spool.size }));
  const merged = createSum((done) => progress({ phase: 'merge', done, total: null }));
  const segments: Promise<WrittenSegment>[] = [];
  for (let start = 0; start < spool.size; start += limits.articlesPerSegment) {
    const end = Math.min(spool.size, start + limits.articlesPerSegment);
    segments.push(buildSegment(options, start, end, indexed, merged));
  }
  return Promise.all(segments);
}

async function buildSegment(
  { spool, crew, limits, pivots, fields, sketches, workFolder }: SegmentsOptions,
  start: number,
  end: number,
  indexed: Sum,
  merged: Sum,
): Promise<WrittenSegment> {
  let firstDocument = 0;
  const jobs = spool.cut(start, end, limits.articlesPerCommit).map((rows, i): IndexJob => {
    const name = `batch-${start}-${i}`;
    const job: IndexJob = { kind: 'index', rows, firstDocument, pivots, fields, sketches, folder: workFolder, name };
    firstDocument += rows.offsets.length;
    return job;
  });
  const merge = async () => {
    const batches = await Promise.all(jobs.map((job) => crew.work(job, indexed.part())));
    const terms = await crew.work({ kind: 'merge', batches, folder: workFolder }, merged.part());
    return { batches, terms };
  };
  const pack = () =>
    Promise.all(jobs.map(({ rows, folder, name }) => crew.work({ kind: 'pack', rows, folder, name }, () => {})));
  const [{ batches, terms }, packed] = await Promise.all([merge(), pack()]);
  return crew.work({ kind: 'join', batches, packed, terms, fields, folder: workFolder }, () => {});
}

/** What several jobs have done together. */
interface Sum {
  /** For one job to tell how much of it is done. */
  part(): (done: number) => void;
}

function createSum(onSum: (sum: number) => void): Sum {
  let sum = 0;
  return {
    part() {
      let before = 0;
      return (done) => {
        sum += done - before;
        before = done;
        onSum(sum);
      };
    },
  };
}

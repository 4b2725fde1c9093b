// Progress of a long command: a bar on a terminal, a line now and then in a log.

import { type Options, type Params, SingleBar } from 'cli-progress';
import { formatBytes, formatCount } from '../format.ts';
import type { Io } from './io.ts';

/** What is under way. `upload` and `verify` count bytes, the others articles or terms. */
export type Phase = 'read' | 'index' | 'merge' | 'upload' | 'verify';

export interface ProgressEvent {
  phase: Phase;
  done: number;
  /** Null while nobody knows how much there is. */
  total: number | null;
}

export interface Progress {
  update(event: ProgressEvent): void;
  /** Leave the terminal as it was; a later update starts anew. */
  stop(): void;
}

const LABELS: Record<Phase, string> = {
  read: 'Reading',
  index: 'Indexing',
  merge: 'Merging',
  upload: 'Uploading',
  verify: 'Verifying',
};

/** A log gets a line after this share of a phase ... */
const LINE_SHARE = 0.1;
/** ... or, where the end is unknown, after this time. */
const LINE_MS = 5_000;

/** Progress on standard error, so that standard output holds results alone. */
export function createProgress(io: Io): Progress {
  return io.stderr.isTTY ? createBar(io) : createLines(io);
}

const amount = (phase: Phase, count: number): string =>
  phase === 'upload' || phase === 'verify' ? formatBytes(count) : formatCount(count);

function createLines(io: Io): Progress {
  let last: { phase: Phase; done: number; time: number } | null = null;

  function isDue({ phase, done, total }: ProgressEvent): boolean {
    if (last?.phase !== phase) return true;
    if (done === last.done) return false;
    if (total === null) return io.now() - last.time >= LINE_MS;
    return done >= total || done - last.done >= total * LINE_SHARE;
  }

  return {
    update(event) {
      if (!isDue(event)) return;
      const { phase, done, total } = event;
      last = { phase, done, time: io.now() };
      const share = total === null ? '' : ` of ${amount(phase, total)}`;
      io.stderr.write(`${LABELS[phase]} ${amount(phase, done)}${share}\n`);
    },
    stop() {},
  };
}

function createBar(io: Io): Progress {
  let bar: SingleBar | null = null;
  let phase: Phase | null = null;
  let total = -1;

  function finish(): void {
    bar?.stop();
    bar = null;
    io.cleanups.delete(finish);
  }

  return {
    update(event) {
      // cli-progress hides the cursor, so an interrupted command has to end the bar as well.
      if (event.phase !== phase) {
        finish();
        phase = event.phase;
        bar = new SingleBar({
          stream: io.stderr as NodeJS.WritableStream,
          format: drawBar,
          hideCursor: true,
          clearOnComplete: true,
          fps: 8,
        });
        bar.start(event.total ?? 0, event.done, event);
        io.cleanups.add(finish);
      }
      if (event.total !== null && event.total !== total) bar?.setTotal(event.total);
      total = event.total ?? -1;
      bar?.update(event.done, event);
    },
    stop() {
      finish();
      phase = null;
    },
  };
}

function drawBar(options: Options, params: Params, payload: ProgressEvent): string {
  const { phase, done, total } = payload;
  const label = LABELS[phase].padEnd(10);
  if (total === null) return `${label}${amount(phase, done)}`;
  const size = options.barsize ?? 40;
  const filled = Math.round(size * Math.min(1, Math.max(0, params.progress)));
  return `${label}${'█'.repeat(filled)}${'░'.repeat(size - filled)} ${amount(phase, done)} of ${amount(phase, total)}`;
}

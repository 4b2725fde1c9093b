// Who does the jobs of a build: this thread alone, or worker threads beside it. Jobs that are asked for at
// once wait their turn.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Lexicon, LexiconTables } from '../../engine/analysis/lexicon.ts';
import { XunwenError } from '../../engine/errors.ts';
import { readFailure } from './failures.ts';
import { createHand, type Done, type Hand, type Job, type OnProgress } from './jobs.ts';
import type { BuildDictionaries } from './lexicon.ts';
import type { Answer, Order } from './worker.ts';

export interface Crew {
  /** Do a job. @throws what the job throws */
  work<Kind extends Job>(job: Kind, onProgress: OnProgress): Promise<Done<Kind>>;
  /** Stop at once, whatever is under way, and wait until nobody works any more. */
  close(): Promise<void>;
}

/**
 * This thread alone, one job after the other.
 * @param lexicon called for the first of them: making one takes long
 */
export function createLoneCrew(lexicon: () => Lexicon): Crew {
  let hand: Hand | null = null;
  let before: Promise<unknown> = Promise.resolve();
  return {
    work<Kind extends Job>(job: Kind, onProgress: OnProgress) {
      const done = before.then(() => {
        hand ??= createHand(lexicon());
        return hand.work(job, onProgress);
      }) as Promise<Done<Kind>>;
      // Whoever asked hears of a failure; what waits behind it must not start.
      before = done;
      return done;
    },
    close: async () => {},
  };
}

/**
 * Of the jobs that wait, the later ones of a segment go first, so that its files go soon; packing goes last, because it
 * keeps the other threads busy while one merges.
 */
const URGENCY: Record<Job['kind'], number> = { join: 0, merge: 0, index: 1, pack: 2 };

/** A job with those who wait for it. */
interface Task {
  order: Order;
  onProgress: OnProgress;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * Worker threads that share one lexicon, which the first of them makes.
 * @param program file of the threads' program
 */
export function createThreadCrew(
  threads: number,
  { dictionaries }: BuildDictionaries,
  program: string = workerFile(),
): Crew {
  /** By urgency. */
  const waiting: Task[][] = [[], [], []];
  const workers = new Map<Worker, Task | null>();
  let failure: unknown = null;

  const fail = (error: unknown): void => {
    failure ??= error;
    for (const [worker, task] of workers) {
      task?.reject(failure);
      workers.set(worker, null);
    }
    for (const tasks of waiting) for (const task of tasks.splice(0)) task.reject(failure);
  };
  const ask = (worker: Worker, task: Task): void => {
    workers.set(worker, task);
    worker.postMessage(task.order);
  };
  const hear = (worker: Worker, answer: Answer): void => {
    const task = workers.get(worker);
    if (!task) return;
    if (answer.kind === 'progress') task.onProgress(answer.done);
    else if (answer.kind === 'failed') fail(readFailure(answer.failure));
    else {
      workers.set(worker, null);
      task.resolve(answer.result);
      const next = waiting.find((tasks) => tasks.length > 0)?.shift();
      if (next) ask(worker, next);
    }
  };
  const start = (): Worker => {
    const worker = new Worker(program);
    worker.on('message', (answer: Answer) => hear(worker, answer));
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new XunwenError(`a thread of the build ended early (exit code ${code})`)));
    workers.set(worker, null);
    return worker;
  };
  const give = (worker: Worker, order: Order): Promise<unknown> =>
    new Promise((resolve, reject) => ask(worker, { order, onProgress: () => {}, resolve, reject }));

  const [first, ...others] = Array.from({ length: threads }, start);
  const ready = give(first, { kind: 'dictionaries', dictionaries }).then((tables) =>
    Promise.all(others.map((worker) => give(worker, { kind: 'lexicon', tables: tables as LexiconTables }))),
  );
  // Whoever asks for a job hears of it.
  ready.catch(() => {});

  return {
    async work<Kind extends Job>(job: Kind, onProgress: OnProgress) {
      await ready;
      return new Promise<Done<Kind>>((resolve, reject) => {
        if (failure) return reject(failure);
        const task: Task = { order: job, onProgress, resolve: resolve as (result: unknown) => void, reject };
        const idle = [...workers].find(([, current]) => current === null);
        if (idle) ask(idle[0], task);
        else waiting[URGENCY[job.kind]].push(task);
      });
    },
    async close() {
      fail(new XunwenError('the build was stopped'));
      await Promise.all([...workers.keys()].map((worker) => worker.terminate()));
    },
  };
}

/** The thread's program: beside this module in the sources, beside the command line in the bundle. */
export function workerFile(): string {
  const candidates = ['worker.ts', 'xunwen-worker.js'].map((name) => fileURLToPath(new URL(name, import.meta.url)));
  return candidates.find((path) => existsSync(path)) ?? candidates[0];
}

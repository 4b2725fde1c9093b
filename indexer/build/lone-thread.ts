// One order for one thread that lives as long as the order takes: what needs no lexicon, while this thread does
// something else.

import { Worker } from 'node:worker_threads';
import { XunwenError } from '../../engine/errors.ts';
import { workerFile } from './crew.ts';
import { readFailure } from './failures.ts';
import type { Answer, Order } from './worker.ts';

/** @throws what following the order throws; XunwenError when the thread ends before it has answered */
export async function followInThread(order: Order): Promise<unknown> {
  const worker = new Worker(workerFile());
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (answer: Answer) => {
        if (answer.kind === 'done') resolve(answer.result);
        if (answer.kind === 'failed') reject(readFailure(answer.failure));
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new XunwenError(`a thread of the build ended early (exit code ${code})`)));
      worker.postMessage(order);
    });
  } finally {
    await worker.terminate();
  }
}

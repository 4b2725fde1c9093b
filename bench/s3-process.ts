// The test S3 server in a process of its own, so that its work is not counted as the reader's.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { XunwenError } from '../engine/errors.ts';

const SERVER = join(import.meta.dirname, '..', 'test', 's3-server', 'main.ts');

export interface S3Process {
  /** What makes Xunwen use it. */
  environment: Record<string, string>;
  stop(): void;
}

/** @param latencyMs added to every answer */
export async function startS3Process(bucket: string, latencyMs: number): Promise<S3Process> {
  const child = spawn(process.execPath, [SERVER, '--bucket', bucket, '--latency', String(latencyMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { environment } = JSON.parse(await firstLine(child));
  return { environment, stop: () => child.kill() };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new XunwenError(`the S3 server ended with ${code} before it was ready`)));
  });
}

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

/**
 * @param bucket holds the files of the folder
 * @param latencyMs added to every answer
 */
export async function startS3Process(bucket: string, folder: string, latencyMs: number): Promise<S3Process> {
  const options = ['--bucket', bucket, '--folder', folder, '--latency', String(latencyMs)];
  const child = spawn(process.execPath, [SERVER, ...options], {
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

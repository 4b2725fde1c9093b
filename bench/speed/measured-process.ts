// A process with limits: what it writes line by line, how much memory it took at most and how much processor time, and
// an end when it takes too much memory or too long. Memory and processor time are read from Linux's /proc and are 0 elsewhere.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { XunwenError } from '../../engine/errors.ts';
import type { Command } from './engines.ts';

export interface Limits {
  seconds: number;
  megabytes: number;
}

export interface Measured {
  /** Milliseconds since the epoch, just before the process began. */
  startedAt: number;
  seconds: number;
  /** Resident memory at its highest. */
  peakMegabytes: number;
  /** Of all its threads, when it was last looked at: at most 50 ms before its end. */
  cpuSeconds: number;
}

/** An engine could not do it within the limits, or at all: a result, not a fault of the bench. */
export class GaveUpError extends XunwenError {
  override readonly name = 'GaveUpError';
}

const POLL_MS = 50;
/** Characters of its complaints that are kept, and that are quoted. */
const COMPLAINT = 4000;
const COMPLAINT_QUOTED = 120;

export interface ProcessOptions {
  environment?: Record<string, string>;
  /** Written to standard input, which then ends. Without it the input stays open for `onLine`. */
  input?: AsyncIterable<string>;
  /** Called for each line of standard output. */
  onLine?: (line: string, child: ChildProcess) => void;
}

/** @throws GaveUpError when it met a limit or ended with an error, with the reason in a few words */
export async function runMeasured(
  { command, args }: Command,
  limits: Limits,
  { environment = {}, input, onLine }: ProcessOptions = {},
): Promise<Measured> {
  const startedAt = Date.now();
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'pipe'] });
  let peakMegabytes = 0;
  let cpuSeconds = 0;
  let gaveUp: string | null = null;
  const stop = (reason: string): void => {
    gaveUp ??= reason;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => stop(`over ${limits.seconds} s`), limits.seconds * 1000);
  const poll = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid));
    cpuSeconds = Math.max(cpuSeconds, cpuOf(child.pid));
    if (peakMegabytes > limits.megabytes) stop(`over ${limits.megabytes} MB of memory`);
  }, POLL_MS);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-COMPLAINT);
  });
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout }).on('line', (line) => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid));
    onLine?.(line, child);
  });
  const closed = once(child, 'close');
  try {
    if (input !== undefined) await feed(child, input, closed);
    await closed;
  } finally {
    clearTimeout(timer);
    clearInterval(poll);
  }
  if (gaveUp === null && child.exitCode !== 0) gaveUp = firstError(complaints) ?? `ended with ${child.exitCode}`;
  if (gaveUp !== null) throw new GaveUpError(gaveUp);
  return { startedAt, seconds: (Date.now() - startedAt) / 1000, peakMegabytes, cpuSeconds };
}

async function feed(child: ChildProcess, input: AsyncIterable<string>, closed: Promise<unknown>): Promise<void> {
  for await (const text of input) {
    if (child.stdin!.destroyed || child.exitCode !== null) return;
    if (!child.stdin!.write(text)) await Promise.race([once(child.stdin!, 'drain'), closed]);
  }
  child.stdin!.end();
}

/** Megabytes of resident memory at their highest so far; 0 when that cannot be told. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const TICKS = 100;

/** Seconds of processor time of all threads so far; 0 when that cannot be told. */
function cpuOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): user and system time are fields 14 and 15; the name, the second, may hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

/** The line of a stack trace that says what happened, or the last line. */
function firstError(complaints: string): string | null {
  const lines = complaints.split('\n').map((line) => line.trim());
  const named = lines.find((line) => /^(?:\w*Error\b|FATAL ERROR|Exception in thread)/.test(line));
  return (named ?? lines.findLast((line) => line !== ''))?.slice(0, COMPLAINT_QUOTED) ?? null;
}

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Io } from '../../../indexer/cli/io.ts';
import { createProgress } from '../../../indexer/cli/progress.ts';

function createIo(isTTY: boolean) {
  const clock = { now: 0 };
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const io: Io = {
    stdin: new PassThrough(),
    stdout: stream,
    stderr: stream,
    env: {},
    cwd: '/',
    temporary: '/',
    now: () => clock.now,
    signal: new AbortController().signal,
    cleanups: new Set(),
  };
  return { io, clock, written: () => String(stream.read() ?? '') };
}

test('a log gets a line every 10 % of a phase whose end is known', () => {
  const { io, written } = createIo(false);
  const progress = createProgress(io);
  for (let done = 0; done <= 1000; done++) progress.update({ phase: 'index', done, total: 1000 });
  const lines = written().trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines.slice(0, 2)).toEqual(['Indexing 0 of 1,000', 'Indexing 100 of 1,000']);
  expect(lines.at(-1)).toBe('Indexing 1,000 of 1,000');
});

test('a log gets a line every 5 seconds of a phase whose end is not known', () => {
  const { io, clock, written } = createIo(false);
  const progress = createProgress(io);
  for (let done = 0; done < 120; done++) {
    progress.update({ phase: 'read', done, total: null });
    clock.now += 100;
  }
  expect(written()).toBe('Reading 0\nReading 50\nReading 100\n');
});

test('a log has no control characters', () => {
  const { io, written } = createIo(false);
  const progress = createProgress(io);
  progress.update({ phase: 'upload', done: 1_500_000, total: 3_000_000 });
  progress.stop();
  expect(written()).toBe('Uploading 1.5 MB of 3.0 MB\n');
});

test('a terminal gets a bar, and is left with its cursor when the command is interrupted', () => {
  const { io, written } = createIo(true);
  const progress = createProgress(io);
  progress.update({ phase: 'read', done: 10, total: null });
  progress.update({ phase: 'index', done: 1, total: 4 });
  for (const cleanup of [...io.cleanups]) cleanup();
  const shown = written();
  expect(shown).toContain('Reading   10');
  expect(shown).toContain('██████████░░░░░░');
  expect(shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(shown.lastIndexOf('\u001b[?25l'));
  expect(io.cleanups.size).toBe(0);
});

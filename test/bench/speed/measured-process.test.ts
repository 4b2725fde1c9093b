// Processes with limits: what they say, and what ends them.

import { expect, it } from 'vitest';
import { runMeasured } from '../../../bench/speed/measured-process.ts';

const LIMITS = { seconds: 60, megabytes: 100_000 };
const node = (script: string) => ({ command: process.execPath, args: ['-e', script] });

it('hands on each line, answers it, and feeds what it is given', async () => {
  const lines: string[] = [];
  await runMeasured(
    node('process.stdin.once("data", d => { console.log("got " + d); process.exit(0) }); console.log("ready")'),
    LIMITS,
    {
      onLine(line, child) {
        lines.push(line);
        if (line === 'ready') child.stdin!.write('more');
      },
    },
  );
  expect(lines).toEqual(['ready', 'got more']);
  async function* input() {
    yield 'one ';
    yield 'two';
  }
  await runMeasured(
    node('let all = ""; process.stdin.on("data", d => all += d).on("end", () => console.log(all))'),
    LIMITS,
    {
      input: input(),
      onLine: (line) => lines.push(line),
    },
  );
  expect(lines.at(-1)).toBe('one two');
});

it('ends a process that takes too long, and says so', async () => {
  await expect(runMeasured(node('setInterval(() => {}, 1000)'), { ...LIMITS, seconds: 0.2 })).rejects.toThrow(
    'over 0.2 s',
  );
});

it.runIf(process.platform === 'linux')('ends a process that takes too much memory, and tells the highest', async () => {
  await expect(runMeasured(node('setInterval(() => {}, 1000)'), { ...LIMITS, megabytes: 1 })).rejects.toThrow(
    'over 1 MB of memory',
  );
  const { peakMegabytes } = await runMeasured(node('setTimeout(() => {}, 300)'), LIMITS);
  expect(peakMegabytes).toBeGreaterThan(10);
});

it('says in one line what a process ended with', async () => {
  await expect(runMeasured(node('throw new RangeError("Invalid string length")'), LIMITS)).rejects.toThrow(
    'RangeError: Invalid string length',
  );
});

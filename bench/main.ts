// The frame of every bench command: help, and errors as sentences instead of stack traces.

import { XunwenError } from '../engine/errors.ts';

/**
 * Run a bench. Sets exit code 2 with the help when it was called wrongly, 1 when it failed.
 * @param help printed for `--help`
 */
export async function runBench(help: string, bench: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(`${help}\n`);
    return;
  }
  try {
    await bench();
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stderr.write(`${error.message}\n\n${help}\n`);
    process.exitCode = error.name === 'UsageError' || !(error instanceof XunwenError) ? 2 : 1;
  }
}

/** Our own errors, and those that `parseArgs` throws. */
function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error instanceof XunwenError || code.startsWith('ERR_PARSE_ARGS');
}

// From what went wrong to the exit code and the words that a person reads. Codes are a contract with
// scripts: 0 done, 1 failed and nothing published, 2 wrong usage or configuration, 3 another publisher won.

import { CommanderError } from 'commander';
import { BadRequestError, PreconditionFailedError, UsageError } from '../../engine/errors.ts';
import type { Io } from './io.ts';

/** The exit code of an error. */
export function exitCodeOf(error: unknown): number {
  // Commander throws for --help and --version too, with exit code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof BadRequestError) return 2;
  if (error instanceof PreconditionFailedError) return 3;
  return 1;
}

/** Say what went wrong, in one line; with XUNWEN_DEBUG=1 also where. */
export function reportError(error: unknown, io: Io): void {
  // Commander has already written its own words.
  if (error instanceof CommanderError) return;
  io.stderr.write(`xunwen: ${error instanceof Error && error.message ? error.message : String(error)}\n`);
  if (io.env.XUNWEN_DEBUG === '1') io.stderr.write(`${describe(error)}\n`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${describe(error.cause)}`;
}

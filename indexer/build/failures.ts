// Errors on their way from a thread to the one that asked: a message between threads keeps neither an
// error's class nor its code, and both decide what the command line says.

import { XunwenError } from '../../engine/errors.ts';

export interface WrittenFailure {
  /** Whether it was raised on purpose. */
  isOurs: boolean;
  message: string;
  stack: string | undefined;
  /** Of the file system: ENOSPC and the like. */
  code: string | undefined;
}

export function writeFailure(error: unknown): WrittenFailure {
  const isOurs = error instanceof XunwenError;
  if (!(error instanceof Error)) return { isOurs, message: String(error), stack: undefined, code: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { isOurs, message: error.message, stack: error.stack, code };
}

export function readFailure({ isOurs, message, stack, code }: WrittenFailure): Error {
  const error = isOurs ? new XunwenError(message) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}

// The whole program as one function: arguments in, exit code out. The entry calls it with the
// process's own streams, tests with theirs.

import packageJson from '../../package.json' with { type: 'json' };
import { exitCodeOf, reportError } from './exit-code.ts';
import type { Io } from './io.ts';
import { PARTS, type Parts } from './parts.ts';
import { createProgram } from './program.ts';

/**
 * Run `xunwen`.
 * @param argv the arguments after the program's name
 * @returns the exit code; never rejects
 */
export async function run(argv: readonly string[], io: Io, parts: Parts = PARTS): Promise<number> {
  let code = 0;
  const program = createProgram({ io, parts }, packageJson.version, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    reportError(error, io);
    return exitCodeOf(error);
  }
}

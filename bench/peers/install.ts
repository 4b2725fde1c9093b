// What peers need and the project does not: each says so itself, with the command that brings it.

import { UsageError } from '../../engine/errors.ts';

export const INSTALL = 'bench/peers/install.sh';

/** @param reason what was looked for in vain */
export function notInstalled(what: string, reason: string): string {
  return `${what} is not installed (${reason}); run ${INSTALL}, or leave this peer out with --peers`;
}

/**
 * A package of bench/peers/package.json. It is not there for those who never run the peers, so neither are
 * its types: the caller states the part that it uses.
 * @throws UsageError naming the install script when the package is absent
 */
export async function importPeer<T>(name: string): Promise<T> {
  try {
    return (await import(name)) as T;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      throw new UsageError(notInstalled(name, 'bench/peers/node_modules has no such package'), { cause: error });
    throw error;
  }
}

// What the file system says, in the words of the store: every error names the path and the way out.

import {
  AccessDeniedError,
  DeadlineError,
  NotFoundError,
  StoreUnavailableError,
  UsageError,
  XunwenError,
} from '../errors.ts';

/** The `code` of a Node system error (`ENOENT` ...), or ''. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * The store's error for a failed read of `path`. A folder where a file should be is a missing object:
 * keys have no folders.
 */
export function readError(error: unknown, path: string): Error {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') {
    return new NotFoundError(`${path}: no such object`, { cause: error });
  }
  return fileError(error, path, 'read');
}

/** The store's error for a failed write, listing or deletion at `path`. */
export function fileError(error: unknown, path: string, verb: 'read' | 'write' | 'list' | 'delete'): Error {
  if (error instanceof XunwenError) return error;
  const because = { cause: error };
  switch (errorCode(error)) {
    case 'ABORT_ERR':
      return new DeadlineError(`${path}: out of time`, because);
    case 'EACCES':
    case 'EPERM':
      return new AccessDeniedError(`${path}: no permission to ${verb}; run as its owner or change its mode`, because);
    case 'EROFS':
      return new AccessDeniedError(`${path}: the file system is read-only; choose another --store`, because);
    case 'ENOSPC':
    case 'EDQUOT':
      return new StoreUnavailableError(
        `${path}: the disk or quota is full; free space or choose another --store`,
        because,
      );
    case 'EFBIG':
      return new StoreUnavailableError(
        `${path}: the file is larger than allowed; raise the limit (ulimit -f) or choose another --store`,
        because,
      );
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return new StoreUnavailableError(
        `${path}: a file is where a folder should be, or the reverse; move it away or choose another --store`,
        because,
      );
    case 'ENAMETOOLONG':
      return new UsageError(`${path}: the file system does not take names this long`, because);
    case 'EMFILE':
    case 'ENFILE':
      return new StoreUnavailableError(`${path}: too many open files; raise the limit (ulimit -n)`, because);
    default:
      return new StoreUnavailableError(
        `${path}: cannot ${verb}: ${error instanceof Error ? error.message : String(error)}`,
        because,
      );
  }
}

// Asking several collections at once. All are waited for, so that nothing of a search goes on when it has failed, and a
// failure names the collection that it is of: no answer is made of the others alone.

import { BadRequestError, CollectionError, DeadlineError, XunwenError } from '../errors.ts';

/**
 * Do the same work for each of some collections, side by side.
 * @throws what the work throws, where it is of several as the cause of a CollectionError
 */
export async function together<T, R>(
  all: readonly T[],
  nameOf: (one: T) => string,
  work: (one: T, place: number) => Promise<R>,
): Promise<R[]> {
  if (all.length === 1) return [await work(all[0], 0)];
  const done = await Promise.allSettled(all.map(work));
  return done.map((result, place) => {
    if (result.status === 'fulfilled') return result.value;
    const { reason } = result;
    // The request is wrong, or its time over, whatever the collection.
    if (!(reason instanceof XunwenError) || reason instanceof BadRequestError || reason instanceof DeadlineError)
      throw reason;
    throw reason instanceof CollectionError ? reason : new CollectionError(nameOf(all[place]), reason);
  });
}

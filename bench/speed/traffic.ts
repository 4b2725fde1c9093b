// What a reader asked of the S3 server, from the server's log: the same measure for engines that cannot tell.

export interface Traffic {
  requests: number;
  bytes: number;
  /** The longest chain of requests of which each was sent after the one before was answered. */
  rounds: number;
}

export interface Logged {
  /** Milliseconds. */
  start: number;
  end: number;
  bytes: number;
}

/**
 * @param log requests in any order. Rounds are right where answers take much longer than sending the requests of
 *   a round does: of requests sent one after the other while the first is answered, none counts for another round
 */
export function trafficOf(log: readonly Logged[]): Traffic {
  let rounds = 0;
  let answered = Number.NEGATIVE_INFINITY;
  // The most intervals without overlap: always take the one that ends first.
  for (const { start, end } of [...log].sort((a, b) => a.end - b.end)) {
    if (start < answered) continue;
    rounds++;
    answered = end;
  }
  return { requests: log.length, bytes: log.reduce((sum, { bytes }) => sum + bytes, 0), rounds };
}

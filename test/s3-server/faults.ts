// Sends an answer, or spoils it in the way a test asked for. A spoiled body still declares its whole
// length, as a real connection that breaks would have done.

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Fault, S3Response } from './types.ts';

/**
 * @returns bytes of the body that were sent
 */
export function sendResponse(
  outgoing: ServerResponse,
  response: S3Response,
  isHead: boolean,
  fault: Fault | undefined,
): number {
  const whole = asBuffer(response.body ?? '');
  const body = fault?.kind === 'flip' ? flipped(whole, fault.at) : whole;
  const bodiless = isHead || response.status === 204 || response.status === 304;
  outgoing.writeHead(response.status, {
    ...(response.status === 204 || response.status === 304 ? {} : { 'content-length': String(body.length) }),
    ...response.headers,
    server: 'test-s3',
    'x-amz-request-id': 'test',
  });
  if (bodiless) {
    outgoing.end();
    return 0;
  }
  if (fault?.kind === 'truncate' || (fault?.kind === 'stall' && fault.afterBytes !== undefined)) {
    const sent = body.subarray(0, fault.kind === 'truncate' ? fault.bytes : fault.afterBytes);
    outgoing.flushHeaders();
    outgoing.write(sent, () => {
      if (fault.kind === 'truncate') outgoing.socket?.end();
    });
    return sent.length;
  }
  outgoing.end(body);
  return body.length;
}

/** End a connection with RST, as a peer does that has forgotten it. */
export function resetConnection(socket: Socket): void {
  if (socket.destroyed) return;
  socket.resetAndDestroy();
}

/** Without a copy: a body may be large. */
function asBuffer(body: Uint8Array | string): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function flipped(body: Buffer, at: number): Buffer {
  const copy = Buffer.from(body);
  if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

// One GET over a kept-alive connection, with a bound on every wait: connecting, and silence.
// The body is checked against its declared length; a connection that ends early is an error.

import type { Agent, request as httpRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

export interface HttpTimeouts {
  /** Until a new connection (with TLS) stands, milliseconds. */
  connectMs: number;
  /** Without a byte from the server, milliseconds. */
  idleMs: number;
}

export interface HttpRequest {
  protocol: 'http:' | 'https:';
  hostname: string;
  port: string;
  /** Percent-encoded, sent as it is. */
  path: string;
  headers: Record<string, string>;
}

export interface HttpAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Uint8Array;
}

/** The connection failed or fell silent; the same request may work on a new one. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

export interface HttpClient {
  /** @throws ConnectionError, or the signal's reason */
  get(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
  /** Close the connections that nobody uses. */
  dropIdle(): void;
}

/** What a client needs of `node:http` or `node:https`. */
interface Transport {
  request: typeof httpRequest;
  agent: Agent;
}

/**
 * Node's module for a protocol, loaded when first asked for: with TLS it costs a cold start 10 ms that a local
 * store, and 5 that an unencrypted one, has no use for.
 */
const loadProtocol = (protocol: HttpRequest['protocol']) =>
  process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http');

/** Connections that have rested this long are closed before the next request: servers and a frozen Lambda drop them unseen. */
const STALE_MS = 15_000;

/** A client with its own pool of at most `maxSockets` connections a host. */
export function createHttpClient(timeouts: HttpTimeouts, maxSockets = 64): HttpClient {
  const pool = { keepAlive: true, maxSockets, scheduling: 'lifo' } as const;
  const transports = new Map<HttpRequest['protocol'], Transport>();
  let lastUse = Date.now();

  function transport(protocol: HttpRequest['protocol']): Transport {
    let known = transports.get(protocol);
    if (known === undefined) {
      const library = loadProtocol(protocol);
      known = { request: library.request, agent: new library.Agent(pool) };
      transports.set(protocol, known);
    }
    return known;
  }

  function dropIdle(): void {
    for (const { agent } of transports.values()) {
      for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
    }
  }

  function get(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    const now = Date.now();
    if (now - lastUse > STALE_MS) dropIdle();
    lastUse = now;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const { hostname, path, headers, protocol } = request;
      const { request: send, agent } = transport(protocol);
      const outgoing = send({
        agent,
        hostname,
        path,
        headers,
        ...(request.port === '' ? {} : { port: request.port }),
      });
      const fail = (error: unknown): void => {
        signal?.removeEventListener('abort', abort);
        outgoing.destroy();
        reject(error);
      };
      const abort = (): void => fail(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      outgoing.on('socket', (socket) => limitConnecting(socket, protocol, timeouts.connectMs, fail));
      outgoing.setTimeout(timeouts.idleMs, () =>
        fail(new ConnectionError(`no byte from the server in ${timeouts.idleMs} ms`)),
      );
      outgoing.on('error', (cause) => fail(new ConnectionError(cause.message, { cause })));
      outgoing.on('response', (incoming) => {
        collect(incoming).then((answer) => {
          signal?.removeEventListener('abort', abort);
          resolve(answer);
        }, fail);
      });
      outgoing.end();
    });
  }

  return { get, dropIdle };
}

function limitConnecting(
  socket: Socket,
  protocol: 'http:' | 'https:',
  connectMs: number,
  fail: (error: Error) => void,
): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => fail(new ConnectionError(`no connection in ${connectMs} ms`)), connectMs);
  const clear = (): void => clearTimeout(timer);
  socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', clear);
  socket.once('close', clear);
}

async function collect(incoming: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.byteLength;
    }
  } catch (cause) {
    throw new ConnectionError(`the connection ended after ${length} bytes`, { cause });
  }
  const declared = incoming.headers['content-length'];
  if (declared !== undefined && Number(declared) !== length) {
    throw new ConnectionError(`${declared} bytes declared, ${length} received`);
  }
  const body = chunks.length === 1 ? (chunks[0] ?? new Uint8Array()) : Buffer.concat(chunks, length);
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body };
}

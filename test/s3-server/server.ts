// A small strict S3 server for tests and benches. It believes nobody: signatures, checksums and
// lengths are verified, so that what works here works on a real one (the conformance suite runs on both).

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeBody } from './body.ts';
import { errorResponse, S3Error } from './errors.ts';
import { resetConnection, sendResponse } from './faults.ts';
import { createBuckets } from './objects.ts';
import { route } from './route.ts';
import { verifySignature } from './signature.ts';
import type { Identity, LogEntry, S3Request, S3Response, S3Server, S3ServerOptions } from './types.ts';

export type { Fault, Identity, LogEntry, S3Request, S3Server, S3ServerOptions } from './types.ts';

/** The identity of a server that is given none: it may do everything. */
export const TEST_IDENTITY: Identity = { accessKeyId: 'TESTKEY', secretAccessKey: 'test/secret+key' };

/** The environment that makes Xunwen (and the SDK) use `server` as `identity`. */
export function environmentOf(server: S3Server, identity = server.identities[0] ?? TEST_IDENTITY) {
  return {
    AWS_ENDPOINT_URL_S3: server.endpoint,
    AWS_REGION: server.region,
    AWS_ACCESS_KEY_ID: identity.accessKeyId,
    AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
    ...(identity.sessionToken ? { AWS_SESSION_TOKEN: identity.sessionToken } : {}),
  };
}

/** Start a server on 127.0.0.1; everything is kept in memory until `close`. */
export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const connections = new WeakMap<Socket, number>();
  let connectionCount = 0;
  const http = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (incoming, outgoing) => {
    handle(server, incoming, outgoing, connections.get(incoming.socket) ?? 0).catch(() => incoming.socket.destroy());
  });
  http.on('connection', (socket: Socket) => {
    socket.setNoDelay(true);
    connections.set(socket, ++connectionCount);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const server: S3Server = {
    endpoint: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    region: options.region ?? 'us-east-1',
    identities: options.identities ?? [TEST_IDENTITY],
    objects: createBuckets(options.buckets),
    log: [],
    latencyMs: options.latencyMs ?? 0,
    faults: () => undefined,
    close: () =>
      new Promise((resolve, reject) => {
        http.close((error) => (error ? reject(error) : resolve()));
        http.closeAllConnections();
      }),
  };
  return server;
}

async function handle(
  server: S3Server,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  connection: number,
): Promise<void> {
  const start = performance.now();
  const request = parseRequest(incoming);
  const entry: LogEntry = {
    method: request.method,
    key: request.key,
    query: [...request.query.keys()].sort().join('&'),
    range: request.headers.range ?? null,
    status: 0,
    bytes: 0,
    start,
    end: start,
    connection,
  };
  server.log.push(entry);
  const fault = server.faults(request);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  if (server.latencyMs > 0) await sleep(server.latencyMs);
  if (fault?.kind === 'reset') {
    resetConnection(incoming.socket);
  } else if (fault?.kind !== 'stall' || fault.afterBytes !== undefined) {
    const response =
      fault?.kind === 'status'
        ? errorResponse(new S3Error(fault.status, fault.code, fault.message ?? fault.code), request.rawPath)
        : answer(server, request, Buffer.concat(chunks));
    entry.status = response.status;
    if (fault?.kind === 'lose-answer') resetConnection(incoming.socket);
    else entry.bytes = sendResponse(outgoing, response, request.method === 'HEAD', fault);
  }
  entry.end = performance.now();
}

/** No await from here on: checks and changes of one request are one step. */
function answer(server: S3Server, request: S3Request, raw: Buffer): S3Response {
  try {
    const verified = verifySignature(request, server.identities, server.region);
    const body = decodeBody(raw, request, verified);
    return route(request, server.objects, body, verified.identity);
  } catch (error) {
    const known = error instanceof S3Error ? error : new S3Error(500, 'InternalError', String(error));
    return errorResponse(known, request.rawPath);
  }
}

/** Path style: the first part of the path is the bucket. */
function parseRequest(incoming: IncomingMessage): S3Request {
  const [rawPath = '/', rawQuery = ''] = splitOnce(incoming.url ?? '/', '?');
  const [bucket = '', key = ''] = splitOnce(rawPath.slice(1), '/');
  const pairs = rawQuery.split('&').filter((pair) => pair !== '');
  const query = pairs.map((pair) => splitOnce(pair, '=').map((text) => decodeURIComponent(text)) as [string, string]);
  return {
    method: incoming.method ?? 'GET',
    bucket: decodeURIComponent(bucket),
    key: decodeURIComponent(key),
    query: new Map(query),
    headers: incoming.headers,
    rawPath,
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

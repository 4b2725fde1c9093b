// `xunwen serve`: the HTTP app of the Lambda behind node:http, with the demo page at `/`. For one's own machine
// and small installations; what it answers to /search and the other paths is what the Lambda answers.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { UsageError, XunwenError } from '../../engine/errors.ts';
import { noneMatchNames } from '../../functions/http/etag.ts';
import type { App, HttpRequest, HttpResponse } from '../../functions/http/message.ts';
import { problem } from '../../functions/http/problem.ts';
import { checkOrigins, corsHeaders, isPreflight, preflight } from './cors.ts';
import { readStaticFiles, type StaticFile } from './static-files.ts';

export interface ServeOptions {
  app: App;
  /** 0 takes any free port. */
  port: number;
  /** The address to listen on: `127.0.0.1` keeps it to this machine. */
  host: string;
  /** Whose pages may read answers: an origin, several with commas between them, or `*`. Nobody by default. */
  corsOrigin?: string;
  /** The folder with the built page: index.html, page.js, style.css. Without it `/` is a 404. */
  staticDir?: string;
}

export interface RunningServer {
  /** `http://127.0.0.1:8787`, without a slash at the end. */
  url: string;
  /** Stop listening, let running requests end, and drop idle connections. */
  close(): Promise<void>;
}

/** The page loads its own files and talks to its own origin; nothing else, and nobody frames it. */
const PAGE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Start serving.
 * @throws UsageError when the port is taken, not allowed or no port, the host is not of this machine, or
 * `corsOrigin` holds what is no origin
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  if (options.corsOrigin !== undefined) checkOrigins(options.corsOrigin);
  const files = options.staticDir === undefined ? new Map() : await readStaticFiles(options.staticDir);
  const server = createServer((incoming, outgoing) => {
    respond(incoming, options, files).then(
      (response) => send(response, incoming, outgoing, server.listening),
      () => outgoing.destroy(),
    );
  });
  server.on('clientError', refuseMalformed);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, options)));
    try {
      server.listen(options.port, options.host, resolve);
    } catch (error) {
      reject(cannotListen(error, options));
    }
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}

type Answer = Omit<HttpResponse, 'body'> & { body: string | Buffer };

async function respond(
  incoming: IncomingMessage,
  options: ServeOptions,
  files: Map<string, StaticFile>,
): Promise<Answer> {
  const request = toRequest(incoming);
  const file = files.get(request.path);
  if (file !== undefined && (request.method === 'GET' || request.method === 'HEAD')) return page(file, request);
  if (options.corsOrigin !== undefined && isPreflight(request)) return preflight(options.corsOrigin, request);
  const response = await options.app(request);
  return { ...response, headers: { ...response.headers, ...corsHeaders(options.corsOrigin, request) } };
}

function toRequest(incoming: IncomingMessage): HttpRequest {
  const target = incoming.url ?? '/';
  const question = target.indexOf('?');
  const headers: HttpRequest['headers'] = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? target : target.slice(0, question),
    rawQueryString: question < 0 ? '' : target.slice(question + 1),
    headers,
  };
}

function page(file: StaticFile, request: HttpRequest): Answer {
  const headers = {
    'cache-control': 'no-cache',
    'content-security-policy': PAGE_POLICY,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    etag: file.etag,
  };
  if (noneMatchNames(request.headers['if-none-match'], file.etag)) return { status: 304, headers, body: '' };
  return { status: 200, headers: { ...headers, 'content-type': file.contentType }, body: file.bytes };
}

function send(response: Answer, incoming: IncomingMessage, outgoing: ServerResponse, listening: boolean): void {
  const body = Buffer.from(response.body);
  const bodiless = incoming.method === 'HEAD' || response.status === 304 || response.status === 204;
  outgoing.writeHead(response.status, {
    ...response.headers,
    ...(bodiless ? {} : { 'content-length': body.length }),
    // A connection kept alive would keep a closing server alive.
    ...(listening ? {} : { connection: 'close' }),
  });
  outgoing.end(bodiless ? undefined : body);
}

/** Requests that Node's parser refuses never reach the app; most are URLs with Chinese that is not encoded. */
function refuseMalformed(error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const invalidUrl = 'code' in error && error.code === 'HPE_INVALID_URL';
  const detail = invalidUrl
    ? 'The URL has characters that must be percent-encoded as UTF-8, for example with curl -G --data-urlencode.'
    : 'This is not an HTTP request that can be read.';
  const { status, headers, body } = problem(400, detail);
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} Bad Request\r\n${head}\r\n${body}`);
}

function cannotListen(error: unknown, { host, port }: ServeOptions): XunwenError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} of ${host} is taken; stop what listens there, or choose another with --port`,
    EACCES: `port ${port} needs more rights than this user has; choose one above 1023 with --port`,
    ERR_SOCKET_BAD_PORT: `${port} is not a port; choose one from 1 to 65535 with --port`,
    EADDRNOTAVAIL: `${host} is not an address of this machine; use --host 127.0.0.1, or --host 0.0.0.0 for all`,
    ENOTFOUND: `the host ${host} is not known; use --host 127.0.0.1, or --host 0.0.0.0 for all`,
  };
  const reason = reasons[String(code)];
  if (reason !== undefined) return new UsageError(reason, { cause: error });
  return new XunwenError(`cannot listen on port ${port} of ${host} (${String(code)}); try another with --port`, {
    cause: error,
  });
}

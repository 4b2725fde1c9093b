import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../../engine/errors.ts';
import { createApp } from '../../../functions/http/app.ts';
import { type RunningServer, type ServeOptions, startServer } from '../../../indexer/serve/serve.ts';
import { fakeSearcher } from '../../functions/http/fake-searcher.ts';

let folder: string;
let running: RunningServer[];

beforeEach(async () => {
  running = [];
  folder = await mkdtemp(join(tmpdir(), 'xunwen-serve-'));
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'secret.html'), 'secret');
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html><title>寻文</title>');
  await writeFile(join(folder, 'web', 'page.js'), 'export {};');
  await writeFile(join(folder, 'web', 'style.css'), 'mark { color: red }');
  await writeFile(join(folder, 'web', '.hidden.html'), 'secret');
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.close()));
  await rm(folder, { recursive: true });
});

async function start(options: Partial<ServeOptions> = {}): Promise<RunningServer> {
  const searcher = fakeSearcher();
  const app = createApp({ searcher: () => searcher, build: 'test' });
  const server = await startServer({ app, port: 0, host: '127.0.0.1', staticDir: join(folder, 'web'), ...options });
  running.push(server);
  return server;
}

/** Send bytes that fetch would tidy up, and read the whole answer. */
function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(request));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => (answer += text));
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;

describe('the search', () => {
  test('answers as the app does, with a length', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/search?q=%E5%BE%90%E6%B1%87`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ query: '徐汇' });
  });

  test('tells a client that did not encode its Chinese how to', async () => {
    const { url } = await start();
    const answer = await raw(url, get('/search?q=徐汇'));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('--data-urlencode');
    expect(await raw(url, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('answers HEAD, 304, 404 and 405 without hanging the connection', async () => {
    const { url } = await start();
    const head = await fetch(`${url}/search?q=a`, { method: 'HEAD' });
    expect(await head.text()).toBe('');
    const etag = String(head.headers.get('etag'));
    expect((await fetch(`${url}/search?q=a`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(`${url}/searches`)).status).toBe(404);
    const post = await fetch(`${url}/search`, { method: 'POST', body: 'x'.repeat(1000) });
    expect(post.status).toBe(405);
    expect(post.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('the page', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', '寻文'],
    ['/page.js', 'text/javascript; charset=utf-8', 'export'],
    ['/style.css', 'text/css; charset=utf-8', 'mark'],
    ['/?q=%E5%BE%90', 'text/html; charset=utf-8', '寻文'],
  ])('%s is served under a strict policy', async (path, type, text) => {
    const { url } = await start();
    const response = await fetch(url + path);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toContain(text);
  });

  test('is revalidated by its tag', async () => {
    const { url } = await start();
    const etag = String((await fetch(`${url}/page.js`)).headers.get('etag'));
    expect((await fetch(`${url}/page.js`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/.hidden.html',
    '//secret.html',
    '/web/../../secret.html',
  ])('nothing outside its folder can be had by %s', async (path) => {
    const { url } = await start();
    const answer = await raw(url, get(path));
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    expect(answer).not.toContain('secret</');
  });

  test('that was not built leaves the search alone', async () => {
    const { url } = await start({ staticDir: join(folder, 'nowhere') });
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/search?q=a`)).status).toBe(200);
  });
});

describe('other origins', () => {
  test('are told nothing by default', async () => {
    const { url } = await start();
    const headers = { origin: 'https://example.com', 'access-control-request-method': 'GET' };
    expect((await fetch(`${url}/search?q=a`, { headers })).headers.get('access-control-allow-origin')).toBeNull();
    expect((await fetch(`${url}/search?q=a`, { method: 'OPTIONS', headers })).status).toBe(405);
  });

  test.each([
    ['https://example.com', 'https://example.com'],
    ['https://www.example.com, https://example.com', 'https://example.com'],
    ['*', '*'],
  ])('of the setting %s may read answers and errors', async (corsOrigin, told) => {
    const { url } = await start({ corsOrigin });
    const origin = { origin: 'https://example.com' };
    for (const path of ['/search?q=a', '/search?q=', '/nowhere']) {
      expect((await fetch(url + path, { headers: origin })).headers.get('access-control-allow-origin')).toBe(told);
    }
    const preflight = await fetch(`${url}/search?q=a`, {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(told);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('GET');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('if-none-match');
  });

  test('that are not in the setting are told nothing, and caches keep them apart', async () => {
    const { url } = await start({ corsOrigin: 'https://example.com' });
    const { headers } = await fetch(`${url}/search?q=a`, { headers: { origin: 'https://example.com.evil.test' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('vary')).toBe('origin');
  });
});

describe('the setting of origins', () => {
  test.each([
    ['not an origin', 'use scheme://host[:port], or * for everybody'],
    ['example.com', 'use scheme://host[:port]'],
    ['localhost:3000', 'use scheme://host[:port]'],
    ['https://*.example.com', 'use scheme://host[:port]'],
    ['null', 'use scheme://host[:port]'],
    ['', 'use scheme://host[:port]'],
    ['file:///home/me', 'use scheme://host[:port]'],
    ['https://example.com/', 'write https://example.com'],
    ['https://example.com/blog?a=b', 'write https://example.com'],
    ['https://Example.com', 'write https://example.com'],
    ['https://example.com:443', 'write https://example.com'],
    ['https://例子.example', 'write https://xn--fsqu00a.example'],
    ['capacitor://localhost/', 'write capacitor://localhost'],
  ])('with %j in it is a usage error that says what to write', async (origin, way) => {
    for (const corsOrigin of [origin, `https://a.example, ${origin}`]) {
      const starting = start({ corsOrigin });
      await expect(starting).rejects.toThrow(UsageError);
      await expect(starting).rejects.toThrow(`--cors-origin: "${origin}" is not an origin as browsers send it; ${way}`);
    }
  });

  test.each([
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'https://xn--fsqu00a.example',
    'capacitor://localhost',
    'https://a.example,*',
  ])('with %s in it is served', async (corsOrigin) => {
    const { url } = await start({ corsOrigin });
    const origin = corsOrigin.split(',')[0]!;
    const { headers } = await fetch(`${url}/search?q=a`, { headers: { origin } });
    expect([origin, '*']).toContain(headers.get('access-control-allow-origin'));
  });
});

describe('starting and stopping', () => {
  test('a busy port is a usage error that names it and --port', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const second = start({ port });
    await expect(second).rejects.toThrow(UsageError);
    await expect(second).rejects.toThrow(new RegExp(`port ${port}.*--port`));
  });

  test('what is no port is a usage error', async () => {
    await expect(start({ port: 70_000 })).rejects.toThrow(/70000.*--port/);
  });

  test('a host of another machine is a usage error', async () => {
    await expect(start({ host: '192.0.2.1' })).rejects.toThrow(/192\.0\.2\.1.*--host/);
  });

  test('closing lets a running request end', async () => {
    let release = (): void => {};
    const begun = Promise.withResolvers<void>();
    const { url, close } = await start({
      app: async () => {
        begun.resolve();
        await new Promise<void>((resolve) => (release = resolve));
        return { status: 200, headers: {}, body: 'late' };
      },
    });
    running.pop();
    const answer = fetch(`${url}/search`);
    await begun.promise;
    const closed = close();
    release();
    expect(await (await answer).text()).toBe('late');
    await closed;
    await expect(fetch(`${url}/search`)).rejects.toThrow();
  });
});

// The files of the demo page, read into memory once: a request can only name what was found at the start, so
// no path it makes up can reach anything else.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface StaticFile {
  bytes: Buffer;
  contentType: string;
  etag: string;
}

const CONTENT_TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  webmanifest: 'application/manifest+json; charset=utf-8',
};

/**
 * Read the files directly in a folder whose type a browser of the page would ask for.
 * @returns by URL path: `/page.js`, and `/` for `index.html`; empty when there is no such folder
 */
export async function readStaticFiles(folder: string): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  for (const entry of await entriesOf(folder)) {
    const contentType = CONTENT_TYPES[entry.slice(entry.lastIndexOf('.') + 1)];
    if (contentType === undefined) continue;
    const bytes = await readFile(join(folder, entry));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(entry === 'index.html' ? '/' : `/${entry}`, { bytes, contentType, etag });
  }
  return files;
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

// `npm run build`: sources to dist/. Also runs after `npm ci`, so that a fresh clone has its command.

import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundleClient, bundleCommandLine, bundleLambda, bundlePage } from './bundle.ts';

const DIST = join(import.meta.dirname, '..', 'dist');

// The parts of an older build have other names and would be packed along.
rmSync(DIST, { recursive: true, force: true });

const bundles = await Promise.all([
  bundleCommandLine(DIST),
  bundleLambda(join(DIST, 'lambda', 'search.cjs')),
  bundlePage(join(DIST, 'web')),
  bundleClient(join(DIST, 'client')),
]);

for (const { path, bytes } of bundles) {
  console.log(`${relative(process.cwd(), path)}  ${(bytes / 1000).toFixed(1)} KB`);
}

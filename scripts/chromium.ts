// Makes sure that the browser tests have a browser: uses CHROMIUM_PATH or the system's Chromium, installs
// Debian's where that is allowed, and otherwise says in one line how to get it.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

function install(): boolean {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const apt = (...words: string[]): boolean => spawnSync('apt-get', words, { stdio: 'inherit' }).status === 0;
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
}

if (!existsSync(chromium) && !(install() && existsSync(chromium))) {
  console.error('The browser tests need Chromium: run "apt-get install chromium", or set CHROMIUM_PATH to one.');
  process.exitCode = 1;
}

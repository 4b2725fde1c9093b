// `npm run package`: build, then let the Serverless Framework write the template and the function's zip into
// .serverless/. Needs no credentials and no network. Arguments go through: `npm run package -- --stage prod`.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleLambda } from './bundle.ts';

const ROOT = join(import.meta.dirname, '..');

await bundleLambda(join(ROOT, 'dist', 'lambda', 'search.cjs'));

const serverless = join(ROOT, 'node_modules', '.bin', 'serverless');
const { status, error } = spawnSync(serverless, ['package', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
if (error) throw error;
process.exitCode = status ?? 1;

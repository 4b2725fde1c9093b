// Runs the test server by itself, for benches and for trying things out by hand:
//   node test/s3-server/main.ts --port 9000 --bucket articles --latency 20
// The first line of its output is JSON: the endpoint, and the environment that makes Xunwen use it.

import { parseArgs } from 'node:util';
import { openFolderBucket } from './folder.ts';
import { environmentOf, startS3Server } from './server.ts';

const USAGE = `Usage: node test/s3-server/main.ts [options]
  --port <n>         port to listen on (default: any free one)
  --bucket <name>    a bucket to have, repeatable (default: articles)
  --latency <ms>     added to every answer (default: 0)
  --folder <path>    the last bucket holds the files of this folder, to be read only
  --help             this text
`;

function parse() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        bucket: { type: 'string', multiple: true, default: ['articles'] },
        latency: { type: 'string', default: '0' },
        folder: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const values = parse();
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const server = await startS3Server({
  buckets: values.bucket,
  port: Number(values.port),
  latencyMs: Number(values.latency),
});
if (values.folder !== undefined) server.objects.set(values.bucket.at(-1)!, openFolderBucket(values.folder).bucket);
process.stdout.write(
  `${JSON.stringify({ endpoint: server.endpoint, buckets: values.bucket, environment: environmentOf(server) })}\n`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close().then(() => process.exit(0));
  });
}

// What a deployment would upload, made offline by the real tool from the real files.

import { execFile, fork } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SearchResponse } from '../../engine/search/contract.ts';
import { bundleLambda } from '../../scripts/bundle.ts';
import { apiGatewayEvent } from '../functions/http/api-gateway-event.ts';
import { isObject, type Json, type JsonObject } from './intrinsics.ts';
import { validateTemplate } from './template-validator.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HANDLER = 'dist/lambda/search.cjs';
const CI_FILES = ['github-actions.yml', 'gitlab-ci.yml'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xunwen-package-'));
  await cp(join(ROOT, 'serverless.yml'), join(folder, 'serverless.yml'));
  await cp(join(ROOT, 'infra'), join(folder, 'infra'), { recursive: true });
  await writeFile(join(folder, 'stray.txt'), 'not for the zip');
  await bundleLambda(join(folder, HANDLER));
});

afterAll(() => rm(folder, { recursive: true }));

interface Packaged {
  template: JsonObject;
  zip: Record<string, Uint8Array>;
}

const packageService = (output: string, ...parameters: string[]): Promise<Packaged> =>
  runPackage(output, ...parameters.flatMap((parameter) => ['--param', parameter]));

/** Run `serverless package` without credentials and without the caller's environment. */
async function runPackage(output: string, ...flags: string[]): Promise<Packaged> {
  await promisify(execFile)(
    join(ROOT, 'node_modules', '.bin', 'serverless'),
    ['package', '--package', output, ...flags],
    { cwd: folder, env: { PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}`, HOME: folder } },
  );
  const zips = (await readdir(join(folder, output))).filter((name) => name.endsWith('.zip'));
  expect(zips).toHaveLength(1);
  return {
    template: JSON.parse(await readFile(join(folder, output, 'cloudformation-template-update-stack.json'), 'utf8')),
    zip: unzipSync(await readFile(join(folder, output, zips[0]!))),
  };
}

const properties = ({ template }: Packaged, resource: string): JsonObject => {
  const { Properties } = (template.Resources as JsonObject)[resource] as JsonObject;
  return Properties as JsonObject;
};

/** The statements of a policy, those in conditional branches included. */
function statements(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(statements);
  if (!isObject(value)) return [];
  return typeof value.Effect === 'string' ? [value] : Object.values(value).flatMap(statements);
}

const environment = (variables: Record<string, string>) => ({ Environment: { Variables: variables } });

describe('the package', () => {
  let plain: Packaged;
  beforeAll(async () => {
    plain = await packageService('plain');
  });

  test('contains the bundle, the description of the interface, and nothing else', async () => {
    expect(Object.keys(plain.zip).sort()).toEqual(['dist/lambda/openapi.json', HANDLER]);
    expect(Buffer.from(plain.zip[HANDLER]!)).toEqual(await readFile(join(folder, HANDLER)));
  });

  test('has a template without problems, whatever is chosen', async () => {
    const spec = loadAwsServiceSpecSync();
    expect(validateTemplate(plain.template, spec)).toEqual([]);
    const full = await packageService(
      'full',
      'cors=https://a.example,https://b.example',
      'reservedConcurrency=5',
      'bucketName=my-index',
      'kmsKeyArn=arn:aws-cn:kms:cn-north-1:1:key/k',
      'githubSubject=repo:me/site:ref:refs/heads/main',
      'gitlabSubject=project_path:me/site:ref_type:branch:ref:main',
      'prefix=search/news',
      'collection=news',
      'collections=library,notices',
      'explain=true',
    );
    expect(validateTemplate(full.template, spec)).toEqual([]);
    expect(JSON.stringify(properties(full, 'SearchLambdaFunction'))).toContain('search/news');
    expect(properties(full, 'SearchLambdaFunction')).toMatchObject(
      environment({ XUNWEN_EXPLAIN: 'true', XUNWEN_COLLECTION: 'news', XUNWEN_COLLECTIONS: 'library,notices' }),
    );
    expect(JSON.stringify(properties(full, 'HttpApi'))).toContain('https://a.example,https://b.example');
  });

  test('leaves nothing to bundle to the tool, so that every release of it packages the same', async () => {
    const settings = await readFile(join(ROOT, 'serverless.yml'), 'utf8');
    expect(settings).not.toMatch(/^build:/m);
    const handler = /handler: (.*)\.handler/.exec(settings)?.[1];
    expect(`${handler}.cjs`).toBe(HANDLER);
  });

  test('runs the function as designed', () => {
    expect(properties(plain, 'SearchLambdaFunction')).toMatchObject({
      Handler: 'dist/lambda/search.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 10,
      Role: { 'Fn::GetAtt': ['ReaderRole', 'Arn'] },
      ...environment({ XUNWEN_EXPLAIN: 'false', XUNWEN_QUERY_LOG: 'metrics' }),
    });
    expect(properties(plain, 'HttpApiStage')).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: expect.any(Number), ThrottlingBurstLimit: expect.any(Number) },
    });
    expect(properties(plain, 'SearchLogGroup')).toMatchObject({ RetentionInDays: 30 });
  });

  test('lets the function read the index and nothing more', () => {
    const allowed = statements(properties(plain, 'ReaderRole'));
    const actions = allowed.flatMap((statement) => [statement.Action].flat());
    expect(actions.sort()).toEqual([
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      's3:ListBucket',
      'sts:AssumeRole',
    ]);
    const list = allowed.find((statement) => statement.Action === 's3:ListBucket');
    expect(list?.Condition).toEqual({ StringLike: { 's3:prefix': 'index/*' } });
  });

  test('lets a publisher write below the prefix only', () => {
    const allowed = statements(properties(plain, 'PublisherPolicy'));
    const objects = allowed.find((statement) => [statement.Action].flat().includes('s3:PutObject'));
    expect(JSON.stringify(objects?.Resource)).toContain('/index/*');
    expect(allowed.flatMap((statement) => [statement.Action].flat())).not.toContain('s3:*');
  });

  test('keeps the bucket private, encrypted, versioned and when the stack goes', () => {
    const bucket = (plain.template.Resources as JsonObject).IndexBucket as JsonObject;
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    const denied = statements(properties(plain, 'IndexBucketPolicy'));
    expect(denied).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  test('names no partition of AWS, so that the China regions work', () => {
    expect(JSON.stringify(plain.template)).not.toMatch(/arn:aws[:-]/);
    expect(JSON.stringify(plain.template)).not.toContain('amazonaws.com.cn');
  });

  test.each(CI_FILES)('has every output that %s speaks of', async (name) => {
    const { Outputs } = plain.template as { Outputs: JsonObject };
    const text = await readFile(join(ROOT, 'infra', 'ci', name), 'utf8');
    const outputs = [...text.matchAll(/output (\w+)/g)].map((match) => match[1]!);
    expect(outputs).toContain('IndexStore');
    for (const output of outputs) expect(Outputs).toHaveProperty(output);
  });

  describe('unpacked, in a process of its own', () => {
    let handler: string;
    beforeAll(async () => {
      handler = join(folder, 'unpacked', HANDLER);
      await mkdir(dirname(handler), { recursive: true });
      await writeFile(handler, plain.zip[HANDLER]!);
    });

    test('finds and marks what is published', async () => {
      const articles = join(folder, 'articles');
      const store = `file:${join(folder, 'store')}`;
      await mkdir(articles);
      await writeFile(join(articles, 'a.txt'), '文明城市\n\n徐汇区今天召开创建大会。\n');
      const index = (...more: string[]) =>
        promisify(execFile)(
          process.execPath,
          [join(ROOT, 'indexer', 'cli.ts'), 'index', articles, '--store', store, ...more],
          { cwd: folder },
        );
      await index();
      await index('--collection', 'library');

      const env = { XUNWEN_STORE: store, XUNWEN_COLLECTION: 'articles' };
      const { result, stderr } = await invokeOnce(handler, apiGatewayEvent('/search', 'q=%E5%BE%90%E6%B1%87'), env);
      expect(stderr).toBe('');
      expect(result.statusCode).toBe(200);
      expect(result.headers).toMatchObject({ 'server-timing': expect.stringMatching(/^search;dur=.*rounds=\d/) });
      const { hits } = JSON.parse(String(result.body)) as SearchResponse;
      expect(hits.map((hit) => hit.snippets[0]?.html)).toEqual([expect.stringContaining('<mark>徐汇</mark>')]);

      const known = apiGatewayEvent('/search', 'q=%E5%BE%90%E6%B1%87', {
        headers: { 'if-none-match': String(result.headers?.etag) },
      });
      expect((await invokeOnce(handler, known, env)).result.statusCode).toBe(304);

      const explained = apiGatewayEvent('/search', 'q=%E5%BE%90%E6%B1%87&explain=true');
      expect((await invokeOnce(handler, explained, env)).result.statusCode).toBe(400);
      const explaining = await invokeOnce(handler, explained, { ...env, XUNWEN_EXPLAIN: 'true' });
      expect(JSON.parse(String(explaining.result.body)).explanation.units).toMatchObject([{ text: '徐汇' }]);

      const both = apiGatewayEvent('/search', 'q=%E5%BE%90%E6%B1%87&collection=library&collection=articles');
      const several = { ...env, XUNWEN_COLLECTIONS: ' articles, library' };
      const together = JSON.parse(String((await invokeOnce(handler, both, several)).result.body)) as SearchResponse;
      expect(together.hits.map(({ collection }) => collection)).toEqual(['articles', 'library']);
      expect((await invokeOnce(handler, both, env)).result.statusCode).toBe(400);
    });

    test('says in its log what it cannot read, and 503 to others', async () => {
      const env = { XUNWEN_STORE: `file:${join(folder, 'empty')}`, XUNWEN_COLLECTION: 'articles' };
      const invoke = (path: string, query: string) => invokeOnce(handler, apiGatewayEvent(path, query), env);
      const { result, stderr } = await invoke('/search', 'q=a');
      expect(result.statusCode).toBe(503);
      expect(result.headers).toMatchObject({
        'content-type': 'application/problem+json; charset=utf-8',
        'retry-after': '5',
      });
      const lines = stderr.trim().split('\n');
      expect(lines).toHaveLength(1);
      // Names of classes survive minifying: an operator searches the log for them.
      expect(JSON.parse(lines[0]!)).toMatchObject({
        level: 'error',
        status: 503,
        error: 'NoIndexError',
        path: '/search',
      });
      expect((await invoke('/search', 'q=a&limit=0')).result.statusCode).toBe(400);
      expect((await invoke('/prod/status', '')).result.statusCode).toBe(503);
      expect((await invoke('/nowhere', '')).result.statusCode).toBe(404);
    });

    test('starts without its settings, and says which are missing', async () => {
      const { result, stderr } = await invokeOnce(handler, apiGatewayEvent('/search', 'q=a'), {});
      expect(result.statusCode).toBe(503);
      expect(stderr).toContain('XUNWEN_STORE');
      expect(result.body).not.toContain('XUNWEN_STORE');
    });
  });
});

describe('a deployment from CI', () => {
  const settings = join(ROOT, 'serverless.yml');
  const deployments = (text: string): string[] =>
    text.split('\n').filter((line) => /^[^#]*\bserverless deploy\b/.test(line));

  afterEach(() => cp(settings, join(folder, 'serverless.yml')));

  test.each([...CI_FILES.map((name) => `infra/ci/${name}`), 'README.md', 'README.zh-CN.md'])(
    'is what %s does by hand as well: a stage and no --param, which the next one would forget',
    async (path) => {
      const lines = deployments(await readFile(join(ROOT, path), 'utf8'));
      expect(lines).not.toEqual([]);
      for (const line of lines) {
        expect(line).toContain('--stage prod');
        expect(line).not.toContain('--param');
      }
    },
  );

  test.each([
    ['infra/ci/github-actions.yml', 'GithubPublisherRole', 'repo:OWNER/REPOSITORY:ref:refs/heads/main'],
    ['infra/ci/gitlab-ci.yml', 'GitlabPublisherRole', 'project_path:GROUP/PROJECT:ref_type:branch:ref:main'],
    ['serverless.yml', 'GithubPublisherRole', 'repo:OWNER/REPOSITORY:ref:refs/heads/main'],
  ])('has the settings that the comment in %s asks for', async (path, role, subject) => {
    const [stage] = /^( *)# +prod:\n(?:\1# +\w+: .+\n)+/m.exec(await readFile(join(ROOT, path), 'utf8'))!;
    const lines = stage.match(/\w+: .*/g)!.map((line) => `    ${line}\n`);
    const edited = (await readFile(settings, 'utf8')).replace(/^provider:$/m, `  prod:\n${lines.join('')}$&`);
    await writeFile(join(folder, 'serverless.yml'), edited);

    const packaged = await runPackage('ci', '--stage', 'prod');

    const conditions = JSON.stringify(packaged.template.Conditions);
    expect(JSON.stringify(properties(packaged, role))).toContain(subject);
    expect(conditions).toContain(subject);
    expect(JSON.stringify(properties(packaged, 'HttpApi'))).toContain('https://www.example.com');
  });
});

/** Load the handler in a fresh Node as Lambda does, with nothing but the given environment, and invoke it. */
function invokeOnce(
  handler: string,
  event: object,
  env: NodeJS.ProcessEnv,
): Promise<{ result: APIGatewayProxyStructuredResultV2; stderr: string }> {
  const script = `process.once('message', async (event) => {
    process.send(await require(${JSON.stringify(handler)}).handler(event), () => process.disconnect());
  });`;
  return new Promise((resolve, reject) => {
    const entry = `${handler}.invoke.cjs`;
    writeFile(entry, script).then(() => {
      const child = fork(entry, { env, silent: true, execArgv: [] });
      let result: APIGatewayProxyStructuredResultV2 = {};
      let stderr = '';
      child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
      child.on('message', (message) => (result = message as APIGatewayProxyStructuredResultV2));
      child.on('error', reject).on('close', () => resolve({ result, stderr }));
      child.send(event);
    }, reject);
  });
}

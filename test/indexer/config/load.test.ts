import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../../engine/errors.ts';
import { type Config, DEFAULT_TITLE_BOOST, type LoadOptions, loadConfig } from '../../../indexer/config/load.ts';

function folderWith(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const load = (file: unknown, options: Partial<LoadOptions> = {}): Promise<Config> =>
  loadConfig({ cwd: folderWith({ 'xunwen.config.json': file }), env: {}, flags: {}, ...options });

/** What the settings are refused with. */
async function refusal(file: unknown, options: Partial<LoadOptions> = {}): Promise<string> {
  const error = await load(file, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}

test('without a file everything has its default', async () => {
  const config = await loadConfig({ cwd: folderWith({}), env: {}, flags: {} });
  expect(config).toEqual({
    store: 'file:./.xunwen',
    collection: 'articles',
    map: {},
    timeZone: 'Asia/Shanghai',
    filterable: ['source', 'tags'],
    boosts: { title: DEFAULT_TITLE_BOOST },
    suggest: true,
    duplicates: true,
    limits: { articlesPerCommit: 4000, articlesPerSegment: 2_000_000, threads: availableParallelism() },
    file: null,
  });
});

test('the environment says how many threads, before the file', async () => {
  const file = { collections: { articles: { limits: { threads: 3 } } } };
  const threadsOf = async (given: string) => (await load(file, { env: { XUNWEN_THREADS: given } })).limits.threads;
  expect(await threadsOf('8')).toBe(8);
  expect(await threadsOf('')).toBe(3);
  for (const wrong of ['0', '-1', '1.5', 'all', '1000'])
    expect(await refusal(file, { env: { XUNWEN_THREADS: wrong } })).toBe(
      `XUNWEN_THREADS: "${wrong}" is not a number of threads; set it to a whole number from 1 to 999`,
    );
});

test('a collection’s settings are those under its name', async () => {
  const cwd = folderWith({
    'conf/site.json': {
      store: 's3://bucket/search',
      collection: 'news',
      collections: {
        news: {
          map: { title: 'headline', body: 'content.text' },
          timeZone: 'Asia/Taipei',
          filterable: ['source'],
          dictionary: 'words.txt',
          synonyms: '../synonyms.txt',
          stopWords: '/etc/stop-words.txt',
          boosts: { title: 0.5 },
          suggest: false,
          duplicates: false,
          recency: { halfLife: 90, weight: 0.3 },
          limits: { articlesPerCommit: 100, threads: 3 },
        },
        blog: { timeZone: 'UTC' },
      },
    },
  });
  expect(await loadConfig({ configPath: 'conf/site.json', cwd, env: {}, flags: {} })).toEqual({
    store: 's3://bucket/search',
    collection: 'news',
    map: { title: 'headline', body: 'content.text' },
    timeZone: 'Asia/Taipei',
    filterable: ['source'],
    dictionary: join(cwd, 'conf/words.txt'),
    synonyms: join(cwd, 'synonyms.txt'),
    stopWords: '/etc/stop-words.txt',
    boosts: { title: 0.5 },
    suggest: false,
    duplicates: false,
    recency: { halfLife: 90, weight: 0.3 },
    limits: { articlesPerCommit: 100, articlesPerSegment: 2_000_000, threads: 3 },
    file: join(cwd, 'conf/site.json'),
  });
  const blog = await loadConfig({ configPath: 'conf/site.json', cwd, env: {}, flags: { collection: 'blog' } });
  expect(blog).toMatchObject({ collection: 'blog', timeZone: 'UTC', map: {} });
});

test('a flag wins over the environment, that over the file, that over the default', async () => {
  const file = { store: 'file:./f', collection: 'f' };
  const env = { XUNWEN_STORE: 'file:./e', XUNWEN_COLLECTION: 'e' };
  const flags = { store: 'file:./a', collection: 'a' };
  expect(await load(file, { env, flags })).toMatchObject({ store: 'file:./a', collection: 'a' });
  expect(await load(file, { env })).toMatchObject({ store: 'file:./e', collection: 'e' });
  expect(await load(file, { env: { XUNWEN_STORE: '' } })).toMatchObject({ store: 'file:./f', collection: 'f' });
  expect(await load({})).toMatchObject({ store: 'file:./.xunwen', collection: 'articles' });
});

test('a map on the command line replaces the file’s, name by name', async () => {
  const file = { collections: { articles: { map: { title: 'headline', body: 'text' } } } };
  expect(await load(file, { flags: { map: { body: 'content' } } })).toMatchObject({
    map: { title: 'headline', body: 'content' },
  });
});

test('a collection that the file does not name has the defaults, even one named like a method', async () => {
  const file = { collections: { news: { timeZone: 'UTC' } } };
  for (const collection of ['other', 'constructor']) {
    expect(await load(file, { flags: { collection } })).toMatchObject({ collection, timeZone: 'Asia/Shanghai' });
  }
});

test('a base URL ends with a slash, and the flag wins', async () => {
  const file = { collections: { articles: { baseUrl: 'https://www.example.com/blog' } } };
  expect(await load(file)).toMatchObject({ baseUrl: 'https://www.example.com/blog/' });
  expect(await load(file, { flags: { baseUrl: 'http://x.example' } })).toMatchObject({ baseUrl: 'http://x.example/' });
  await expect(load({}, { flags: { baseUrl: 'www.example.com' } })).rejects.toThrow(
    '--base-url: "www.example.com" is not an address such as https://www.example.com/',
  );
});

describe('what is refused', () => {
  test('a file that was asked for and is not there', async () => {
    expect(await refusal({}, { configPath: 'other.json' })).toBe(
      'other.json does not exist; correct --config or remove it',
    );
  });

  test('a file that is no JSON, with line and column', async () => {
    expect(await refusal('{\n  "store": "file:./x",\n}')).toBe(
      'xunwen.config.json: line 3, column 1: unexpected "}"; the file must be JSON',
    );
    expect(await refusal('')).toContain('line 1, column 1: it ends too early');
  });

  test.each<[unknown, string]>([
    [{ stroe: 'x' }, 'unknown key "stroe" (allowed here: store, collection, collections)'],
    [
      { collections: { news: { filterabel: [] } } },
      'unknown key "collections.news.filterabel" (allowed here: map, baseUrl, timeZone, filterable, dictionary, synonyms, stopWords, curation, duplicates, boosts, recency, suggest, limits)',
    ],
    [
      { collections: { news: { boosts: { body: 1 } } } },
      'unknown key "collections.news.boosts.body" (allowed here: title)',
    ],
    [
      { collections: { news: { map: { headline: 'title' } } } },
      'unknown key "collections.news.map.headline" (allowed here: id, url, title, body, date, source, author, tags)',
    ],
    [{ store: 5 }, '"store" is 5, but must be a store such as file:./.xunwen or s3://bucket/prefix'],
    [{ collections: [] }, '"collections" is [], but must be an object'],
    [{ collections: { news: null } }, '"collections.news" is null, but must be an object'],
    [
      { collections: { news: { limits: { articlesPerCommit: 0 } } } },
      '"collections.news.limits.articlesPerCommit" is 0, but must be a whole number of 1 or more',
    ],
    [
      { collections: { news: { limits: { articlesPerSegment: 1.5 } } } },
      '"collections.news.limits.articlesPerSegment" is 1.5, but must be a whole number of 1 or more',
    ],
    [
      { collections: { news: { boosts: { title: -1 } } } },
      '"collections.news.boosts.title" is -1, but must be a number from 0 to 10',
    ],
    [
      { collections: { news: { recency: { halfLife: 0, weight: 1 } } } },
      '"collections.news.recency.halfLife" is 0, but must be a number of days, more than 0 and at most 36500',
    ],
    [{ collections: { news: { recency: { halfLife: 30 } } } }, 'the key "collections.news.recency.weight" is missing'],
    [
      { collections: { news: { baseUrl: 'https://a.example/?b' } } },
      '"collections.news.baseUrl" is "https://a.example/?b", but must be an address such as https://www.example.com/ or https://www.example.com/blog/',
    ],
    [
      { collections: { news: { timeZone: 'Asia/Xuhui' } } },
      '"collections.news.timeZone" is "Asia/Xuhui", but must be an IANA time zone such as Asia/Shanghai',
    ],
    [
      { collections: { news: { filterable: ['source', 1] } } },
      '"collections.news.filterable.1" is 1, but must be one of source, author, tags, or a field of the site\'s own such as extra.channel',
    ],
    [
      { collections: { news: { filterable: ['channel'] } } },
      '"collections.news.filterable.0" is "channel", but must be one of source, author, tags, or a field of the site\'s own such as extra.channel',
    ],
    [
      { collections: { news: { filterable: ['extra.a,b'] } } },
      '"collections.news.filterable.0" is "extra.a,b", but must be a name without a comma, which divides the names of facets',
    ],
    [
      { collections: { news: { filterable: Array.from({ length: 21 }, (_, i) => `extra.${i}`) } } },
      `"collections.news.filterable" is ${JSON.stringify(Array.from({ length: 21 }, (_, i) => `extra.${i}`))}, but must be a list of at most 20 field names`,
    ],
    [[], 'the file is [], but must be an object'],
    [null, 'the file is null, but must be an object'],
  ])('%j', async (file, problem) => {
    expect(await refusal(file)).toBe(`xunwen.config.json: ${problem}`);
  });

  test('every problem at once, a line each', async () => {
    expect((await refusal({ store: 1, colection: 'x' })).split('\n')).toHaveLength(2);
  });

  test('a collection’s name that no store could take, with where it came from', async () => {
    const rule = 'is not a collection name: a-z, 0-9, _ and -, at most 63, beginning with a letter or digit';
    expect(await refusal({}, { flags: { collection: 'News' } })).toBe(`--collection: "News" ${rule}`);
    expect(await refusal({}, { env: { XUNWEN_COLLECTION: '../x' } })).toBe(`XUNWEN_COLLECTION: "../x" ${rule}`);
    expect(await refusal({ collections: { 'a b': {} } })).toBe(`xunwen.config.json: the key "collections.a b" ${rule}`);
    expect(await refusal({}, { flags: { collection: 'a'.repeat(64) } })).toContain(rule);
  });

  test('an empty store', async () => {
    expect(await refusal({}, { flags: { store: '' } })).toContain('--store is empty');
  });
});

test('any JSON is settings or is refused as wrong usage', async () => {
  const cwd = folderWith({});
  const key = fc.constantFrom(
    'store',
    'collection',
    'collections',
    'articles',
    'map',
    'limits',
    'boosts',
    'title',
    '__proto__',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(tree, async (value) => {
      writeFileSync(join(cwd, 'xunwen.config.json'), JSON.stringify(value));
      try {
        expect((await loadConfig({ cwd, env: {}, flags: {} })).collection).toMatch(/^[a-z0-9]/);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});

import { describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { articleLines, createHarness } from './harness.ts';

describe('wrong usage', () => {
  test.each([
    [['publish'], /unknown command 'publish'/],
    [['index'], /missing required argument 'source'/],
    [['index', 'a', '--colour'], /unknown option '--colour'/],
    [['search', 'x', '--store', ''], /--store/],
    [['versions', 'extra'], /too many arguments/],
    [['versions', '--collection', 'Not/A/Name'], /--collection.*Not\/A\/Name/],
    [['versions', '--collection', 'a', '--collection', 'b'], /--collection: a and b are too many here; give one/],
    [['search', 'x', '--collection', 'a', '--collection', 'B'], /--collection: "B" is not a collection name/],
    [['versions', '--config', 'missing.json'], /missing\.json does not exist/],
    [['serve', '--port', 'http'], /--port: "http" is not a port/],
    [['serve', '--port', '70000'], /--port: "70000" is not a port/],
  ])('%j is exit code 2 with words', async (argv, words) => {
    const { code, out, err } = await createHarness().run(...argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^xunwen: /);
    expect(err).toMatch(words);
    expect(err).not.toMatch(/\n {4}at /);
  });

  test('no command at all shows the help and is exit code 2', async () => {
    const { code, err } = await createHarness().run();
    expect(code).toBe(2);
    expect(err).toContain('Usage: xunwen');
  });

  test.each([['--help'], ['help'], ['index', '--help'], ['help', 'search']])(
    '%s %s is help and exit code 0',
    async (...argv) => {
      const { code, out } = await createHarness().run(...argv.filter(Boolean));
      expect(code).toBe(0);
      expect(out).toContain('Usage: xunwen');
      expect(out).toContain('--store <url>');
    },
  );

  test('--version is the version of the package', async () => {
    expect(await createHarness().run('--version')).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });
});

describe('where the index is', () => {
  test.each([
    ['before the command', ['--store', 'file:/flag', 'versions']],
    ['after the command', ['versions', '--store', 'file:/flag']],
  ])('comes from the flag, %s', async (_where, argv) => {
    const xunwen = createHarness();
    xunwen.env.XUNWEN_STORE = 'file:/environment';
    await xunwen.run(...argv);
    expect(xunwen.opened).toEqual(['file:/flag']);
  });

  test('comes from the environment, then from the configuration, then is a folder here', async () => {
    const xunwen = createHarness();
    await xunwen.run('versions');
    await xunwen.file('xunwen.config.json', '{"store": "file:/configured", "collection": "news"}');
    await xunwen.run('versions');
    xunwen.env.XUNWEN_STORE = 'file:/environment';
    const { err } = await xunwen.run('versions');
    expect(xunwen.opened).toEqual(['file:./.xunwen', 'file:/configured', 'file:/environment']);
    expect(err).toContain('"news"');
  });
});

describe('an error', () => {
  test('is one line, and with XUNWEN_DEBUG=1 also the place and the causes', async () => {
    const xunwen = createHarness();
    xunwen.parts.buildIndex = async () => {
      throw new Error('went wrong', { cause: new Error('deep down') });
    };
    expect((await xunwen.runWith(articleLines(1), 'index', '-')).err).toBe('xunwen: went wrong\n');
    xunwen.env.XUNWEN_DEBUG = '1';
    expect((await xunwen.runWith(articleLines(1), 'index', '-')).err).toMatch(
      /^xunwen: went wrong\nError: went wrong\n {4}at [\s\S]*caused by Error: deep down\n {4}at /,
    );
  });
});

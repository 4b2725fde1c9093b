// What the documents show must exist: commands, flags, parameters, settings, files. A snippet that no longer
// works is a test that fails.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { BadRequestError } from '../../engine/errors.ts';
import { parseSearchParameters, refuseParameters } from '../../functions/http/parameters.ts';
import type { CommandContext } from '../../indexer/cli/command.ts';
import { createProgram } from '../../indexer/cli/program.ts';
import { checkConfig } from '../../indexer/config/schema.ts';
import {
  anchors,
  codeBlocks,
  type Example,
  examples,
  inlineCode,
  localLinks,
  namesInTable,
  ROOT,
  readDocument,
  shellWords,
} from './markdown.ts';

const DOCUMENTS = ['README.md', 'README.zh-CN.md', 'CHANGELOG.md', 'docs/design.md', 'docs/speed.md', 'docs/cost.md'];
const readme = readDocument('README.md');
const chinese = readDocument('README.zh-CN.md');
const shown = examples(readme);

/** Arguments of an example that runs xunwen; null for other commands. */
function xunwenArguments({ words }: Example): string[] | null {
  const rest = words[0] === 'npx' ? words.slice(1) : words;
  return rest[0] === 'xunwen' ? rest.slice(1) : null;
}

function newProgram(): Command {
  const output = { write: () => true };
  const io = { stdin: Readable.from([]), stdout: output, stderr: output, env: {}, cwd: ROOT, temporary: ROOT };
  const rest = { now: () => 0, signal: new AbortController().signal, cleanups: new Set<() => void>() };
  return createProgram({ io: { ...io, ...rest }, parts: {} } as unknown as CommandContext, '0', () => {});
}

/** What commander would say of these arguments, without running anything. */
function troublesOf(parameters: readonly string[]): string[] {
  const program = newProgram();
  const first = program.parseOptions([...parameters]);
  const [name, ...operands] = first.operands;
  const command = program.commands.find((candidate) => candidate.name() === name);
  if (!command) return [`no command "${name}"`];
  const { operands: given, unknown } = command.parseOptions([...operands, ...first.unknown]);
  const troubles = unknown.map((flag) => `no flag "${flag}" of ${name}`);
  const { registeredArguments: known } = command;
  if (given.length < known.filter(({ required }) => required).length) troubles.push(`${name} lacks an argument`);
  if (given.length > known.length && !known.at(-1)?.variadic) troubles.push(`${name} takes no "${given.at(-1)}"`);
  return troubles;
}

describe('commands', () => {
  const commands = shown.map(xunwenArguments).filter((parameters) => parameters !== null);

  test('the README shows every command of the program', () => {
    const names = newProgram().commands.map((command) => command.name());
    const mentioned = [...commands.map(([name]) => name), ...inlineCode(readme).map((code) => mentionedCommand(code))];
    expect(names.filter((name) => !mentioned.includes(name))).toEqual([]);
  });

  test.each(commands.map((parameters) => [parameters.join(' '), parameters] as const))(
    'xunwen %s is understood',
    (_, parameters) => {
      expect(troublesOf(parameters)).toEqual([]);
    },
  );

  test('a flag that does not exist would be noticed', () => {
    expect(troublesOf(['search', '茶', '--limt', '3'])).not.toEqual([]);
    expect(troublesOf(['serch', '茶'])).not.toEqual([]);
  });

  test.each(DOCUMENTS)('flags and commands in the sentences of %s exist', (path) => {
    const program = newProgram();
    const flags = [program, ...program.commands].flatMap(({ options }) => options.map(({ long }) => long));
    const foreign = ['--help', '--param', '--version'];
    for (const code of inlineCode(readDocument(path))) {
      const name = mentionedCommand(code);
      if (name !== undefined)
        expect(troublesOf([name, 'x']).filter((trouble) => /no command/.test(trouble))).toEqual([]);
      if (/^(?:(?:npx )?xunwen |--)/.test(code))
        for (const [flag] of code.matchAll(/--[a-z][a-z-]*/g)) expect([...flags, ...foreign]).toContain(flag);
    }
  });

  test.each(DOCUMENTS)('npm scripts and scripts that %s names exist', (path) => {
    const { scripts } = JSON.parse(readDocument('package.json')) as { scripts: Record<string, string> };
    const document = readDocument(path);
    const commands = [...inlineCode(document).map(shellWords), ...examples(document).map(({ words }) => words)];
    const lines = commands.map((words) => (words[0] === 'npx' ? words.slice(1) : words));
    for (const [program, first, second] of lines) {
      if (program === 'npm' && first === 'run') expect(Object.keys(scripts)).toContain(second);
      if (program === 'npm' && (first === 'start' || first === 'test')) expect(Object.keys(scripts)).toContain(first);
      if (program === 'node' && first?.endsWith('.ts')) expect(existsSync(join(ROOT, first)), first).toBe(true);
    }
  });
});

/** `rollback` of `xunwen rollback VERSION` and `npx xunwen rollback`. */
function mentionedCommand(code: string): string | undefined {
  return /^(?:npx )?xunwen ([a-z]+)/.exec(code)?.[1];
}

describe('the HTTP interface', () => {
  const requests = shown.filter(({ words }) => words[0] === 'curl');

  test.each(requests.map((request) => [request.words.at(-1), request] as const))('curl … %s', (_, request) => {
    const { path, query } = requestOf(request);
    const ask = (): unknown => (path === '/search' ? parseSearchParameters(query) : refuseParameters(query));
    if (!request.output.startsWith('{"type":"about:blank"')) {
      expect(['/search', '/status']).toContain(path);
      expect(ask).not.toThrow();
      return;
    }
    const { detail, parameter } = JSON.parse(request.output) as { detail: string; parameter: string };
    expect(ask).toThrow(new BadRequestError(parameter, detail));
  });

  test.each([
    [readme, 'parameter'],
    [chinese, '参数'],
  ])('the table has exactly the parameters that are known', (document, heading) => {
    expect(namesInTable(document, heading)).toEqual(knownParameters());
  });
});

function requestOf({ words }: Example): { path: string; query: string } {
  const url = new URL(words.find((word) => word.startsWith('http'))!);
  words.forEach((word, i) => {
    if (word !== '-d' && word !== '--data-urlencode') return;
    const [name, ...value] = words[i + 1]!.split('=');
    url.searchParams.append(name!, value.join('='));
  });
  return { path: url.pathname, query: url.search.slice(1) };
}

function knownParameters(): string[] {
  try {
    parseSearchParameters('no-such-parameter=1');
  } catch (error) {
    return /known are (.*)$/.exec((error as Error).message)![1]!.split(', ');
  }
  return [];
}

describe('settings', () => {
  const text = codeBlocks(readme).find(
    ({ language, text }) => language === 'json' && text.includes('"collections"'),
  )!.text;
  const parse = () => JSON.parse(text) as Config;
  interface Config extends Record<string, unknown> {
    collections: { articles: Record<string, unknown> & { boosts: object; limits: object; map: object } };
  }

  test('the configuration of the README is accepted', () => {
    expect(checkConfig(parse())).toEqual({ config: parse() });
  });

  test('it shows every key that there is', () => {
    const places: ((config: Config) => object)[] = [
      (config) => config,
      (config) => config.collections.articles,
      (config) => config.collections.articles.boosts,
      (config) => config.collections.articles.limits,
    ];
    for (const place of places) {
      const config = parse();
      const keys = Object.keys(place(config));
      Object.assign(place(config), { noSuchKey: 1 });
      const checked = checkConfig(config);
      const [problem] = 'problems' in checked ? checked.problems : [];
      expect(
        /allowed here: ([^)]*)/
          .exec(problem ?? '')?.[1]
          ?.split(', ')
          .sort(),
      ).toEqual(keys.sort());
    }
  });

  test.each([
    [readme, '`--param`'],
    [chinese, '`--param`'],
  ])('the table of deployment parameters is that of serverless.yml', (document, heading) => {
    const [, defaults] = /^params:\n {2}default:\n((?: {4}.*\n|\n)*)/m.exec(readDocument('serverless.yml'))!;
    const names = [...defaults!.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name);
    expect(
      namesInTable(document, heading)
        .filter((name) => /^[a-zA-Z]+$/.test(name))
        .sort(),
    ).toEqual(names.sort());
  });
});

test('the Chinese README shows the same code as the English one', () => {
  expect(codeBlocks(chinese)).toEqual(codeBlocks(readme));
});

test.each(DOCUMENTS)('the links of %s lead somewhere', (path) => {
  for (const link of localLinks(readDocument(path))) {
    const [file, anchor] = link.split('#');
    const target = file === '' ? path : join(dirname(path), file!);
    expect(existsSync(join(ROOT, target)), `${path} links to ${link}`).toBe(true);
    if (anchor !== undefined) expect(anchors(readFileSync(join(ROOT, target), 'utf8'))).toContain(anchor);
  }
});

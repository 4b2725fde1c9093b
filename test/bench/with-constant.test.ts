// A changed constant: in the source, and in a process that is started with it.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { constantsAsTheyAre } from '../../bench/ablation-values.ts';
import { changeOf, nodeArguments, RANKING_URL, withConstant } from '../../bench/with-constant.ts';

const SOURCE = `/** One. */
export const ONE = 1;
// export const TWO = 2;
export const ONE_MORE = 2; // a remark
const THREE = 3;
export const TWICE = 1;
export const TWICE = 2;
`;

describe('a constant in a source', () => {
  it('is changed on its line, and nothing else is', () => {
    expect(withConstant(SOURCE, { name: 'ONE', value: 0.25 })).toBe(
      SOURCE.replace('export const ONE = 1;', 'export const ONE = 0.25;'),
    );
  });

  it.each(['TWO', 'THREE', 'ONE_MORE', 'NE', 'TWICE', 'O.E'])(
    'is an error when %s is not just one such line',
    (name) => {
      expect(() => withConstant(SOURCE, { name, value: 5 })).toThrow(
        /export const .+ is a line of the ranking [02] times/,
      );
    },
  );

  it('can be any number that the ranking exports', () => {
    const source = readFileSync(fileURLToPath(RANKING_URL), 'utf8');
    for (const [name] of constantsAsTheyAre())
      expect(withConstant(source, { name, value: 1e-7 })).toContain(`\nexport const ${name} = 1e-7;\n`);
  });
});

describe('the address of the loader', () => {
  it('says which constant has which value', () => {
    const change = { name: 'WORD_WEIGHT', value: -0.5 };
    expect(changeOf(nodeArguments(change)[1])).toEqual(change);
  });

  it.each(['file:///loader.ts', 'file:///loader.ts?name=A', 'file:///loader.ts?name=A&value=much'])(
    'is refused without them: %s',
    (url) => {
      expect(() => changeOf(url)).toThrow(`${url} names no constant and value`);
    },
  );
});

describe('a process that is started with a changed constant', () => {
  const print = `import(${JSON.stringify(RANKING_URL)}).then((ranking) => console.log(JSON.stringify(ranking)))`;
  const start = (name: string, value: number) =>
    promisify(execFile)(process.execPath, [...nodeArguments({ name, value }), '--eval', print]);

  it('has it, and all others as they are', async () => {
    const { stdout } = await start('STRADDLING_WEIGHT', 7);
    expect(JSON.parse(stdout)).toEqual({ ...Object.fromEntries(constantsAsTheyAre()), STRADDLING_WEIGHT: 7 });
  });

  it('ends with an error when the ranking has no such constant', async () => {
    await expect(start('NO_SUCH_WEIGHT', 7)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"export const NO_SUCH_WEIGHT = ...;" is a line of the ranking 0 times'),
    });
  });
});

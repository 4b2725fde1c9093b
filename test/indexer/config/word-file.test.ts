import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readWordFile } from '../../../indexer/config/word-file.ts';

function fileWith(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'xunwen-words-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'words.txt'), bytes);
  return join(folder, 'words.txt');
}

/** 电脑，计算机 in GB18030. */
const GB18030 = Buffer.from('b5e7c4d4a3acbcc6cbe3bbfa0d0a', 'hex');

test.each([
  ['UTF-8', Buffer.from('电脑，计算机\r\n')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeff电脑，计算机\r\n')],
  ['UTF-16', Buffer.from('\ufeff电脑，计算机\r\n', 'utf16le')],
  ['GB18030', GB18030],
])('a list in %s is read', async (_, bytes) => {
  const path = fileWith(bytes);
  expect(await readWordFile(path, 'synonyms')).toEqual({ text: '电脑，计算机\r\n', source: path });
});

test('accents that are written apart are joined, as in articles', async () => {
  expect((await readWordFile(fileWith(Buffer.from('cafe\u0301')), 'dictionary')).text).toBe('café');
});

test('a file that is not there is refused with its setting', async () => {
  await expect(readWordFile('/nowhere/words.txt', 'stopWords')).rejects.toThrow(
    'stopWords /nowhere/words.txt cannot be read (ENOENT); correct "stopWords"',
  );
});

test('a file that is no text, or has broken characters, is refused', async () => {
  await expect(readWordFile(fileWith(Buffer.from([0, 1, 2, 3, 0])), 'synonyms')).rejects.toThrow(
    /^synonyms .*words\.txt: not a text file; save it as UTF-8$/,
  );
  const broken = Buffer.concat([
    Buffer.from('电脑，计算机和手机，以及更多的词\n'.repeat(3)),
    Buffer.from([0xe7, 0x94, 0x0a]),
  ]);
  await expect(readWordFile(fileWith(broken), 'synonyms')).rejects.toThrow(/^synonyms .*some characters are broken/);
});

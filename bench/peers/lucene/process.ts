// LuceneBench.java, or another Java source, as a running process: lines in, lines out, one question at a time. It is compiled by
// `java` when it starts (JEP 330), so that no class file can be older than its source.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { UsageError, XunwenError } from '../../../engine/errors.ts';
import { notInstalled } from '../install.ts';

/** Where Debian's liblucene8-java puts them. */
const DEBIAN_JARS = '/usr/share/java';
const JARS = [
  /^lucene-core-8[\d.]*\.jar$/,
  /^lucene-analyzers-common-8[\d.]*\.jar$/,
  /^lucene-analyzers-smartcn-8[\d.]*\.jar$/,
  /^lucene-queries-8[\d.]*\.jar$/,
];
const SOURCE = join(import.meta.dirname, 'LuceneBench.java');
/** MoreLikeThis. */
export const SIMILAR_SOURCE = join(import.meta.dirname, 'LuceneSimilar.java');

/** Characters written at once; far below what the pipe's other end keeps up with. */
const CHUNK = 1 << 18;
/** Characters of Java's complaints that an error quotes. */
const COMPLAINT = 2000;

export interface LuceneProcess {
  /** Write lines. Resolves when the pipe takes more, or nobody reads it: then the next `read` says why. */
  write(lines: Iterable<string>): Promise<void>;
  /** The next lines of the answer. @throws XunwenError when the process ended before */
  read(count: number): Promise<string[]>;
  /** End the input and wait for the process. */
  close(): Promise<void>;
}

/**
 * @param folder where Lucene keeps its index; empty
 * @throws UsageError naming the install script when there is no Java or no Lucene 8
 */
export async function startLucene(folder: string, source = SOURCE): Promise<LuceneProcess> {
  const child = spawn('java', ['-Xmx2g', '-Dfile.encoding=UTF-8', '-cp', luceneClassPath(), source, folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await started(child);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-COMPLAINT);
  });
  const ended = once(child, 'close');
  // A write into a broken pipe is reported by what follows it: the answer that does not come.
  child.stdin.on('error', () => {});
  const answers = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  return {
    async write(lines) {
      let chunk = '';
      for (const line of lines) {
        chunk += line;
        if (chunk.length < CHUNK) continue;
        await writeChunk(child.stdin, chunk, ended);
        chunk = '';
      }
      if (chunk !== '') await writeChunk(child.stdin, chunk, ended);
    },
    async read(count) {
      const lines: string[] = [];
      while (lines.length < count) {
        const next = await answers.next();
        if (next.done) {
          await ended;
          throw new XunwenError(`the Lucene process ended (exit code ${child.exitCode}): ${complaints.trim()}`);
        }
        lines.push(next.value);
      }
      return lines;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}

async function writeChunk(stdin: Writable, chunk: string, ended: Promise<unknown>): Promise<void> {
  if (stdin.destroyed) return;
  if (!stdin.write(chunk)) await Promise.race([once(stdin, 'drain').catch(() => {}), ended]);
}

/** The jars of Lucene 8, as `java -cp` takes them. @throws UsageError naming the install script */
export function luceneClassPath(): string {
  const folder = process.env.LUCENE_JARS ?? DEBIAN_JARS;
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return JARS.map((jar) => {
    const file = files.find((name) => jar.test(name));
    if (file === undefined)
      throw new UsageError(
        `${notInstalled('Lucene 8', `no ${jar.source} in ${folder}`)}; LUCENE_JARS names another folder`,
      );
    return join(folder, file);
  }).join(':');
}

async function started(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new UsageError(notInstalled('Java', 'no command java'), { cause: error });
  }
}

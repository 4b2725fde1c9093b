// Runs the command line as a process of its own, with nothing of the caller's environment that could matter.

import { type ChildProcess, spawn } from 'node:child_process';
import { NODE } from './product.ts';

export interface Ended {
  /** Exit code, or the signal's name when the process had no say. */
  code: number | string | null;
  out: string;
  err: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What it has said so far, on both streams. */
  output(): string;
}

export interface CommandLine {
  /** Start a command and leave it running. */
  start(argv: readonly string[], environment?: Record<string, string>): Running;
  /** Run a command to its end. */
  run(argv: readonly string[], environment?: Record<string, string>): Promise<Ended>;
  /** Run another program to its end, in the same place and with the same environment. */
  runBy(program: string, argv: readonly string[], environment?: Record<string, string>): Promise<Ended>;
  /** Start `serve` on a free port. */
  serve(environment?: Record<string, string>): Promise<Served>;
  /** End whatever still runs. */
  stop(): Promise<void>;
}

export interface Served {
  /** With `/` at the end. */
  url: string;
  running: Running;
}

/**
 * @param program path of the bundled command line
 * @param cwd the folder it runs in, where its configuration is looked for
 * @param environment of every run; a run may add to it
 */
export function createCommandLine(program: string, cwd: string, environment: Record<string, string>): CommandLine {
  const started = new Set<Running>();

  function launch(command: string, argv: readonly string[], more: Record<string, string> = {}): Running {
    const env = { PATH: process.env.PATH ?? '', HOME: cwd, TMPDIR: cwd, ...environment, ...more };
    const child = spawn(command, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    return follow(child, started);
  }
  const start = (argv: readonly string[], more?: Record<string, string>): Running =>
    launch(NODE, [program, ...argv], more);

  return {
    start,
    run: (argv, more) => start(argv, more).ended,
    runBy: (command, argv, more) => launch(command, argv, more).ended,
    async serve(more) {
      const running = start(['serve', '--port', '0'], more);
      const ended = running.ended.then(({ err }) => Promise.reject(new Error(`serve ended: ${err}`)));
      const url = await Promise.race([ended, firstMatch(running, /serves (http:\S+)/)]);
      ended.catch(() => {});
      return { url, running };
    },
    async stop() {
      for (const { child } of started) child.kill('SIGKILL');
      await Promise.all([...started].map(({ ended }) => ended));
    },
  };
}

/** Collect what a process says, and how it ends. */
export function follow(child: ChildProcess, started: Set<Running> = new Set()): Running {
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const running: Running = {
    child,
    output: () => said.out + said.err,
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        started.delete(running);
        resolve({ code: code ?? signal, ...said });
      });
    }),
  };
  started.add(running);
  return running;
}

function firstMatch({ child, output }: Running, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = pattern.exec(output())?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    look();
  });
}

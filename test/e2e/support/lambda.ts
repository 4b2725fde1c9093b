// The packaged function in a process of its own on Lambda's Node, invoked again and again by API Gateway's
// events, as a Lambda that stays warm. Its clock can be put forward.

import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { apiGatewayEvent } from '../../functions/http/api-gateway-event.ts';
import { follow } from './command-line.ts';
import { NODE } from './product.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | number | boolean>;
  body: string;
}

export interface Lambda {
  /** Invoke with `GET path?query`. */
  get(path: string, query?: Record<string, string>): Promise<Answer>;
  /** Put the function's clock forward, milliseconds. */
  forward(milliseconds: number): void;
  /** What it has logged. */
  log(): string;
  stop(): Promise<void>;
}

// The handler takes the clock when it is loaded, so it is wrapped before. Signatures use `new Date()`, which stays.
const entry = (handler: string): string => `
const real = Date.now;
let ahead = 0;
Date.now = () => real() + ahead;
const { handler } = require(${JSON.stringify(handler)});
process.on('message', async ({ number, event, forward }) => {
  if (forward) ahead += forward;
  else process.send({ number, result: await handler(event) });
});
`;

/** @param environment all that the function sees: a deployed one has no other */
export async function startLambda(handler: string, environment: Record<string, string>): Promise<Lambda> {
  const path = `${handler}.invoke.cjs`;
  await writeFile(path, entry(handler));
  const child = fork(path, { env: environment, execPath: NODE, execArgv: [], silent: true });
  const running = follow(child);
  const waiting = new Map<number, (answer: Answer) => void>();
  let count = 0;
  child.on('message', (message) => {
    const { number, result } = message as { number: number; result: APIGatewayProxyStructuredResultV2 };
    waiting.get(number)?.({ status: result.statusCode ?? 0, headers: result.headers ?? {}, body: result.body ?? '' });
    waiting.delete(number);
  });
  return {
    get(path, query = {}) {
      const number = ++count;
      const event = apiGatewayEvent(path, String(new URLSearchParams(query)));
      return new Promise((resolve, reject) => {
        waiting.set(number, resolve);
        running.ended.then(({ code, err }) => reject(new Error(`the function ended with ${code}: ${err}`)), reject);
        child.send({ number, event });
      });
    },
    forward: (milliseconds) => void child.send({ forward: milliseconds }),
    log: running.output,
    async stop() {
      // Lambda does not ask either.
      child.kill('SIGKILL');
      await running.ended;
    },
  };
}

// A door in front of the test's S3: requests that a test names wait until as many have come as it wants, and then go
// on together. So a race is a race on every machine.

import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Gate {
  /** Stands in for the server's endpoint. */
  endpoint: string;
  close(): Promise<void>;
}

/**
 * @param target endpoint of the server behind; signatures stay good, since the Host header goes through
 * @param holds names the requests that wait
 * @param together how many of them open the door, for good
 */
export async function startGate(
  target: string,
  holds: (method: string, path: string) => boolean,
  together: number,
): Promise<Gate> {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  const door = createServer(async (incoming, outgoing) => {
    const body = await readAll(incoming);
    if (holds(incoming.method ?? '', incoming.url ?? '')) {
      if (++waiting >= together) open();
      await opened;
    }
    const { method, headers } = incoming;
    const onward = request(`${target}${incoming.url}`, { ...(method ? { method } : {}), headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    onward.end(body);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        door.close(() => resolve());
        door.closeAllConnections();
      }),
  };
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

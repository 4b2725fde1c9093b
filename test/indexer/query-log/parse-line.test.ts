import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../../functions/http/app.ts';
import { withQueryLog } from '../../../functions/http/query-log.ts';
import { parseLogLine } from '../../../indexer/query-log/parse-line.ts';
import { fakeSearcher } from '../../functions/http/fake-searcher.ts';

/** A line as the function writes it. */
async function lineFor(query: string): Promise<string> {
  let written = '';
  const app = withQueryLog(createApp({ searcher: () => fakeSearcher(), build: 'b' }), {
    write: (line) => {
      written = line;
    },
    collections: ['articles'],
    metrics: true,
    time: () => Date.UTC(2026, 0, 2),
  });
  await app({ method: 'GET', path: '/search', rawQueryString: `q=${encodeURIComponent(query)}`, headers: {} });
  return written;
}

/** A query that looks like what it is looked for in. */
const NASTY = '电池 {"event":"search"} \\" ""} 茶';
const message = await lineFor(NASTY);
const event = { logStreamName: 's', timestamp: 1, message: `${message}\n`, ingestionTime: 2, eventId: '3' };
const pretty = JSON.stringify({ events: [event], searchedLogStreams: [] }, null, 4).split('\n');

/** How the line of one search looks in the ways that people get logs out of CloudWatch. */
const FORMS: [name: string, line: string][] = [
  ['as it was written', message],
  ['behind a time, as exported to S3', `2026-01-02T00:00:00.000Z ${message}`],
  ['behind time, request and level, as console.log writes it', `2026-01-02T00:00:00.000Z\tab-12\tINFO\t${message}`],
  ['as aws logs tail prints it', `2026-01-02T00:00:00.000000+00:00 2026/01/02/[$LATEST]0af3 ${message}`],
  ['as aws logs filter-log-events --output text prints it', `EVENTS\t37\t2\tstream\t${message}\t1`],
  ['as a message in JSON on many lines', pretty.find((line) => line.includes('"message"'))!],
  ['as a message in JSON on one line', JSON.stringify({ events: [event] })],
  ['as a field of a query result', JSON.stringify({ results: [[{ field: '@message', value: message }]] })],
  ['in a cell of CSV', `2026-01-02 00:00:00.000,"${message.replaceAll('"', '""')}"`],
  ['as a subscription delivers it', JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [event] })],
];

describe('a search is found', () => {
  test.each(FORMS.filter(([name]) => !name.includes('CSV')))('%s', (_, line) => {
    expect(parseLogLine(line)).toEqual({
      searches: [
        {
          event: 'search',
          time: '2026-01-02T00:00:00.000Z',
          query: NASTY,
          status: 200,
          page: 1,
          total: 0,
          relation: 'eq',
        },
      ],
      unreadable: 0,
    });
  });

  test('in a cell of CSV', async () => {
    const plain = await lineFor('电池 "充电"');
    const { searches } = parseLogLine(`2026-01-02 00:00:00.000,"${plain.replaceAll('"', '""')}"`);
    expect(searches).toMatchObject([{ query: '电池 "充电"', total: 0 }]);
  });

  test('behind another in the same line', () => {
    expect(parseLogLine(`${message}${message} ${message}`).searches).toHaveLength(3);
  });
});

describe('a line without a search', () => {
  test.each([
    'START RequestId: 5c1e Version: $LATEST',
    'REPORT RequestId: 5c1e\tDuration: 12.31 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB',
    '{"level":"error","status":503,"error":"NoIndexError","message":"nothing is published","path":"/search"}',
    '{"time":"2026-01-02T00:00:00.000Z","type":"platform.report","record":{}}',
    ...pretty.filter((line) => !line.includes('"message"')),
    '',
  ])('is passed over: %s', (line) => {
    expect(parseLogLine(line)).toEqual({ searches: [], unreadable: 0 });
  });
});

describe('damage', () => {
  test.each([
    ['cut off', message.slice(0, -20)],
    ['cut off within JSON', JSON.stringify({ message: message.slice(0, -20) })],
    ['of another form', '{"event":"search","query":["a"],"status":200}'],
    ['without a status', '{"event":"search","query":"a"}'],
  ])('that is %s is counted as unreadable', (_, line) => {
    expect(parseLogLine(line)).toEqual({ searches: [], unreadable: 1 });
  });

  test('anywhere is never a fault, and finds no search that was not written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMS.map(([, line]) => line)),
        fc.array(fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), text: fc.string() }), {
          maxLength: 4,
        }),
        (line, edits) => {
          let damaged = line;
          for (const { at, text } of edits) {
            const place = Math.floor(at * damaged.length);
            damaged = damaged.slice(0, place) + text + damaged.slice(place + text.length);
          }
          const { searches, unreadable } = parseLogLine(damaged);
          expect(searches.length + unreadable).toBeLessThanOrEqual(4);
          for (const search of searches) expect(typeof search.query).toBe('string');
        },
      ),
    );
  });
});

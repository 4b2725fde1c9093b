// One line of JSON a search, for the people who run the site: what was looked for, what was found, what it cost. It
// says nothing of who asked: no address, no user agent. With metrics it is also a document of CloudWatch's embedded
// metric format, so that figures and alarms come out of the log without a call to any service.

import { fold, normalizeStored } from '../../engine/analysis/fold.ts';
import { BadRequestError } from '../../engine/errors.ts';
import type { Answered, App, HttpRequest, HttpResponse } from './message.ts';
import { parseQueryString } from './query-string.ts';

export interface QueryLogOptions {
  /** Takes a line without its line feed. What it throws costs the line, never the answer. */
  write(line: string): void;
  /** Collections that are served, the one searched by default first: the only values that the metrics' dimension has. */
  collections: readonly string[];
  /** Whether the line carries CloudWatch's `_aws` member. */
  metrics: boolean;
  /** Milliseconds since the epoch. */
  time?: () => number;
  /** A clock for durations, milliseconds. */
  now?: () => number;
}

/** A line as `xunwen top` reads it. The members in capitals are metrics. */
export interface SearchLine {
  event: 'search';
  /** ISO 8601, UTC. */
  time: string;
  /** The collection searched, or `several`, which `collections` then names. */
  collection: string;
  collections?: string[];
  /** Folded, blanks collapsed, at most LONGEST_LOGGED UTF-16 units. */
  query: string;
  status: number;
  /** From 1. */
  page: number;
  sort?: string;
  /** Names of the fields that were filtered by, never their values. */
  filters?: string[];
  /** Absent where no search was made: 304, 4xx, 5xx. */
  total?: number;
  relation?: string;
  relaxed?: boolean;
  rounds?: number;
  /** Milliseconds in this process, opening the index included. */
  Latency: number;
  BytesRead?: number;
  Requests?: number;
  /** 1 or 0, so that sums are counts and means are shares. */
  ZeroResults?: number;
  /** The first request that this process answered. */
  Cold: number;
  /** 1 for a status of 500 and above. */
  Errors: number;
}

/** UTF-16 units; what is longer is a pasted text, and may be anybody's letter. */
const LONGEST_LOGGED = 100;
/** UTF-16 units of a name that a stranger sent, and how many of them are told. */
const LONGEST_NAME = 40;
const MOST_NAMES = 10;

const UNITS: Partial<Record<keyof SearchLine, string>> = {
  Latency: 'Milliseconds',
  BytesRead: 'Bytes',
  Requests: 'Count',
  ZeroResults: 'Count',
  Cold: 'Count',
  Errors: 'Count',
};

/** The app, with a line written for each GET and HEAD of `/search` once its answer is made. */
export function withQueryLog(app: App, options: QueryLogOptions): App {
  const { write, metrics, time = Date.now, now = () => Number(process.hrtime.bigint()) / 1e6 } = options;
  let isCold = true;
  return async (request) => {
    const cold = isCold;
    isCold = false;
    const started = now();
    const response = await app(request);
    if (request.path !== '/search' || (request.method !== 'GET' && request.method !== 'HEAD')) return response;
    try {
      const at = time();
      const line = lineOf(request, response, options.collections, { at, took: now() - started, cold });
      write(JSON.stringify(metrics ? { _aws: metricsOf(line, at), ...line } : line));
    } catch {
      // A log that is full or gone must not take the answer with it, and there is nowhere left to say so.
    }
    return response;
  };
}

function lineOf(
  request: HttpRequest,
  { status, answered }: HttpResponse,
  served: readonly string[],
  { at, took, cold }: { at: number; took: number; cold: boolean },
): SearchLine {
  const asked = askedFor(request.rawQueryString);
  // A name that is not served was refused, and a dimension made of it would be a metric that a stranger made up.
  const known = served.filter((name) => asked.collections.includes(name));
  return {
    event: 'search',
    time: new Date(at).toISOString(),
    ...(known.length > 1
      ? { collection: 'several', collections: known }
      : { collection: known[0] ?? served[0] ?? 'none' }),
    query: asked.query,
    status,
    page: asked.page,
    ...(asked.sort === undefined ? {} : { sort: asked.sort }),
    ...(asked.filters.length === 0 ? {} : { filters: asked.filters }),
    ...(answered ? foundBy(answered) : {}),
    Latency: Math.round(took * 10) / 10,
    Cold: cold ? 1 : 0,
    Errors: status >= 500 ? 1 : 0,
  };
}

function foundBy({ response, cost }: Answered): Partial<SearchLine> {
  const { total, totalRelation, relaxed } = response;
  return {
    ...(total === undefined ? {} : { total, ZeroResults: total === 0 ? 1 : 0 }),
    ...(totalRelation === undefined ? {} : { relation: totalRelation }),
    ...(relaxed === undefined ? {} : { relaxed }),
    rounds: cost.rounds,
    BytesRead: cost.bytes,
    Requests: cost.requests,
  };
}

interface Asked {
  query: string;
  page: number;
  sort: string | undefined;
  filters: string[];
  collections: string[];
}

/** What a query string asks for as far as the log tells it; refused ones are read as well as may be. */
function askedFor(raw: string): Asked {
  const pairs = pairsOf(raw);
  const first = (wanted: string): string | undefined => pairs.find(([name]) => name === wanted)?.[1];
  const offset = Number(first('offset') ?? 0);
  const limit = Number(first('limit') ?? 10);
  const page = Math.floor(offset / limit) + 1;
  const sort = first('sort');
  const filters = pairs.filter(([name]) => name.startsWith('filter.')).map(([name]) => name.slice('filter.'.length));
  return {
    query: normalizeQuery(first('q') ?? ''),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    sort: sort === undefined ? undefined : cut(sort, LONGEST_NAME),
    filters: [...new Set(filters)].slice(0, MOST_NAMES).map((name) => cut(name, LONGEST_NAME)),
    collections: pairs.filter(([name]) => name === 'collection').map(([, value]) => value),
  };
}

function pairsOf(raw: string): [name: string, value: string][] {
  try {
    return parseQueryString(raw);
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
    return [];
  }
}

/** What people who typed the same typed: width, case and script folded, blanks collapsed, cut. */
function normalizeQuery(q: string): string {
  return cut(fold(normalizeStored(q)).replace(/\s+/g, ' ').trim(), LONGEST_LOGGED);
}

/** At most so many UTF-16 units, never half a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const isHalf = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return `${text.slice(0, isHalf ? end - 1 : end)}…`;
}

/** The metadata of an embedded metric format document: each metric named is a member of the line. */
function metricsOf(line: SearchLine, at: number): object {
  const present = Object.entries(UNITS).filter(([name]) => name in line);
  return {
    Timestamp: at,
    CloudWatchMetrics: [
      {
        Namespace: 'Xunwen',
        Dimensions: [['collection']],
        Metrics: present.map(([Name, Unit]) => ({ Name, Unit })),
      },
    ],
  };
}

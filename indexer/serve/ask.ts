// Asking the HTTP app without HTTP: the command line's answers are the endpoint's, byte for byte,
// because they are made by the same code with the same checks.

import { UsageError, XunwenError } from '../../engine/errors.ts';
import type { Searcher } from '../../engine/search/contract.ts';
import { createApp } from '../../functions/http/app.ts';
import { BUILD_ID } from '../../functions/http/build-id.ts';

/** A first search over a slow line may take longer than a function ever could. */
const DEADLINE_MS = 60_000;

/**
 * Ask a path.
 * @param path such as `/search`
 * @param parameters as in the query string, by name; undefined ones are left out, lists are repeated
 * @returns the response's body, JSON
 * @throws UsageError with the app's own words when a parameter is refused (`parameter: ...`);
 *   otherwise the error that the app answers 5xx for
 */
export async function ask(
  searcher: Searcher,
  path: string,
  parameters: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<string> {
  let failure: unknown;
  const app = createApp({
    searcher: () => searcher,
    build: BUILD_ID,
    deadlineMs: DEADLINE_MS,
    explain: true,
    log: (_status, error) => {
      failure = error;
    },
  });
  const given = Object.entries(parameters).flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => [name, value] as [string, string]),
  );
  const response = await app({
    method: 'GET',
    path,
    rawQueryString: new URLSearchParams(given).toString(),
    headers: {},
  });
  if (response.status === 200) return response.body;
  if (failure !== undefined) throw failure;
  const { detail } = JSON.parse(response.body) as { detail: string };
  if (response.status === 400) throw new UsageError(detail);
  throw new XunwenError(detail);
}

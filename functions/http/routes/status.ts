// GET /status: what is served.

import { entityTag, noneMatchNames } from '../etag.ts';
import { parseCollection } from '../parameters.ts';
import { notModified, ok, type Route } from '../route.ts';

export const statusRoute: Route = {
  prepare(request) {
    const collection = parseCollection(request.rawQueryString);
    return async ({ searcher, signal, options, request }) => {
      const status = await searcher.status({ signal, ...(collection === null ? {} : { collections: [collection] }) });
      const tag = entityTag(options.build, 'status', status);
      if (noneMatchNames(request.headers['if-none-match'], tag)) return notModified(tag, options);
      return ok(status, tag, options);
    };
  },
};

// GET /status: what is served.

import { entityTag, noneMatchNames } from '../etag.ts';
import { refuseParameters } from '../parameters.ts';
import { notModified, ok, type Route } from '../route.ts';

export const statusRoute: Route = {
  prepare(request) {
    refuseParameters(request.rawQueryString);
    return async ({ searcher, signal, options, request }) => {
      const status = await searcher.status({ signal });
      const tag = entityTag(options.build, 'status', status);
      if (noneMatchNames(request.headers['if-none-match'], tag)) return notModified(tag, options);
      return ok(status, tag, options);
    };
  },
};

// GET /openapi.json: the description of the interface, from the file beside the code: it is no part of the bundle,
// which every cold start would parse.

import { entityTag, noneMatchNames } from '../etag.ts';
import { refuseParameters } from '../parameters.ts';
import { problem } from '../problem.ts';
import { notModified, okText, type Route } from '../route.ts';

export const openApiRoute: Route = {
  prepare(request, options) {
    refuseParameters(request.rawQueryString);
    return async () => {
      const document = await options.openApi?.();
      if (document === undefined) return problem(404, 'This deployment has no description of its interface.');
      const tag = entityTag('openapi', document);
      if (noneMatchNames(request.headers['if-none-match'], tag)) return notModified(tag, options);
      return okText(document, tag, options);
    };
  },
};

// GET /search: hits with snippets.

import { BadRequestError } from '../../../engine/errors.ts';
import { parseSearchParameters } from '../parameters.ts';
import { answerFromIndex, type Route } from '../route.ts';

const EXPLAIN_IS_OFF =
  'explain: is off here; set explain to true in the params of serverless.yml (XUNWEN_EXPLAIN=true in the function), or ask xunwen serve';

export const searchRoute: Route = {
  prepare(request, options) {
    const asked = parseSearchParameters(request.rawQueryString);
    if (asked.explain && !options.explain) throw new BadRequestError('explain', EXPLAIN_IS_OFF);
    return async (context) => {
      const { searcher, signal } = context;
      return answerFromIndex(context, 'search', asked, async () => searcher.search(asked, { signal }));
    };
  },
};

// GET /similar: articles like a given one.

import { parseSimilarParameters } from '../parameters.ts';
import { answerFromIndex, type Route } from '../route.ts';

export const similarRoute: Route = {
  prepare(request) {
    const asked = parseSimilarParameters(request.rawQueryString);
    return async (context) => {
      const { searcher, signal } = context;
      return answerFromIndex(context, 'similar', asked, async () => searcher.similar(asked, { signal }));
    };
  },
};

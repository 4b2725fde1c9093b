// GET /suggest: what a search box offers while somebody types.

import { parseSuggestParameters } from '../parameters.ts';
import { answerFromIndex, type Route } from '../route.ts';

export const suggestRoute: Route = {
  prepare(request) {
    const asked = parseSuggestParameters(request.rawQueryString);
    return async (context) => {
      const { searcher, signal } = context;
      return answerFromIndex(context, 'suggest', asked, async () => searcher.suggest(asked, { signal }));
    };
  },
};

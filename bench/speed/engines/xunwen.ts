// Ours as it runs in Lambda: the function's own handler, asked by an event of API Gateway, and answering with snippets.
// It is built by the command line, see ../engines.ts.

import type { ApiGatewayHandler } from '../../../functions/http/api-gateway.ts';
import { apiGatewayEvent } from '../../../test/functions/http/api-gateway-event.ts';
import { HITS, type SpeedEngine } from '../engine.ts';

export function engine({ handler }: { handler: ApiGatewayHandler }): SpeedEngine {
  return {
    async build() {
      throw new Error('the command line builds it');
    },
    // Loading the function began to open the index, as it does in Lambda.
    async open() {
      return async (text) => {
        const query = new URLSearchParams({ q: text, limit: String(HITS) });
        const answer = await handler(apiGatewayEvent('/search', String(query)));
        if (typeof answer !== 'object' || answer.statusCode !== 200)
          throw new Error(`"${text}" was answered by ${JSON.stringify(answer).slice(0, 500)}`);
        return JSON.parse(String(answer.body)).hits.map(({ id }: { id: string }) => id);
      };
    },
  };
}

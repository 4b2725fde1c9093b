// A searcher that answers anything at once and remembers what it was asked.

import type {
  SearchCost,
  Searcher,
  SearchRequest,
  SearchResponse,
  SimilarResponse,
  StatusResponse,
  SuggestResponse,
} from '../../../engine/search/contract.ts';

export interface FakeSearcher extends Searcher {
  readonly asked: SearchRequest[];
  /** The collections that the status was asked of, call by call. */
  readonly statusOf: (readonly string[] | undefined)[];
  /** Change to publish another version. */
  version: string;
  /** Set to make every call reject. */
  failure: Error | undefined;
}

export function fakeSearcher(): FakeSearcher {
  const asked: SearchRequest[] = [];
  const index = () => ({ collection: 'articles', version: fake.version, documents: 3 });
  const fake: FakeSearcher = {
    asked,
    statusOf: [],
    version: '0123456789abcdef',
    failure: undefined,
    async search(request): Promise<{ response: SearchResponse; cost: SearchCost }> {
      asked.push(request);
      if (fake.failure) throw fake.failure;
      return {
        response: {
          query: request.q,
          total: 0,
          totalRelation: 'eq',
          relaxed: false,
          hits: [],
          facets: {},
          didYouMean: null,
          redirect: null,
          index: index(),
        },
        cost: { rounds: 4, requests: 22, bytes: 12345 },
      };
    },
    async suggest({ q }): Promise<{ response: SuggestResponse; cost: SearchCost }> {
      if (fake.failure) throw fake.failure;
      return {
        response: { query: q, suggestions: [], index: index() },
        cost: { rounds: 3, requests: 5, bytes: 4321 },
      };
    },
    async similar({ id }): Promise<{ response: SimilarResponse; cost: SearchCost }> {
      if (fake.failure) throw fake.failure;
      return { response: { id, terms: [], hits: [], index: index() }, cost: { rounds: 6, requests: 60, bytes: 54321 } };
    },
    async status({ collections } = {}): Promise<StatusResponse> {
      fake.statusOf.push(collections as readonly string[] | undefined);
      if (fake.failure) throw fake.failure;
      return { ...index(), format: 1, analysis: 1, filterable: ['source', 'tags'] };
    },
  };
  return fake;
}

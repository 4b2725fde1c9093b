// Examples of the OpenAPI document, by operation or response; tests hold them against its schemas.

interface Example {
  summary: string;
  value: object;
}

const problem = (title: string, status: number, detail: string, more: object = {}): object => ({
  type: 'about:blank',
  title,
  status,
  detail,
  ...more,
});
const index = { collection: 'articles', version: 'c57b9ea090da9934', documents: 46 };

export const EXAMPLES: Record<string, Record<string, Example>> = {
  search: {
    traditional: {
      summary: 'A Traditional query finds Simplified text: q=電池&limit=1&snippets=1&snippetLength=60',
      value: {
        query: '電池',
        total: 4,
        totalRelation: 'eq',
        relaxed: false,
        hits: [
          {
            id: 'https://news.example.com/blog/iphone-15-battery',
            url: 'https://news.example.com/blog/iphone-15-battery',
            title: 'iPhone 15 电池用了一年之后：健康度与续航实测',
            titleHtml: 'iPhone 15 <mark>电池</mark>用了一年之后：健康度与续航实测',
            snippets: [
              {
                html: '为了将来的<mark>电池</mark>，牺牲今天的<mark>电池</mark>，到底值不值？',
                text: '为了将来的电池，牺牲今天的电池，到底值不值？',
                offset: 412,
                marks: [
                  [5, 7],
                  [13, 15],
                ],
              },
            ],
            source: '数码旧货铺',
            author: '麦子',
            date: '2024-10-02',
            tags: ['iPhone 15', '电池', '评测'],
            extra: {},
            score: 6.1724,
            matched: ['title', 'body'],
            duplicates: 0,
          },
        ],
        facets: {},
        didYouMean: null,
        redirect: null,
        index,
      },
    },
  },
  suggest: {
    pinyin: {
      summary: 'Pinyin finds what it sounds like: q=dianchi&limit=2',
      value: {
        query: 'dianchi',
        suggestions: [
          { text: '电池', html: '<mark>电池</mark>', marks: [[0, 2]], kind: 'pinyin' },
          {
            text: 'iPhone 15 电池用了一年之后：健康度与续航实测',
            html: 'iPhone 15 <mark>电池</mark>用了一年之后：健康度与续航实测',
            marks: [[10, 12]],
            kind: 'pinyin',
          },
        ],
        index,
      },
    },
  },
  similar: {
    battery: {
      summary: 'Articles like one about a battery: limit=1&snippets=1&snippetLength=40',
      value: {
        id: 'https://news.example.com/blog/iphone-15-battery',
        terms: ['健康', '电池', '充电'],
        hits: [
          {
            id: 'ev-2024-017',
            url: 'https://news.example.com/auto/ev-home.html',
            title: '电动汽车返乡记：一千二百公里，充了四次电',
            titleHtml: '电动汽车返乡记：一千二百公里，充了四次电',
            snippets: [
              {
                html: '<mark>充电</mark>的功率掉到了四十千瓦，<mark>屏幕</mark>提示<mark>电池</mark>正在加热。',
                text: '充电的功率掉到了四十千瓦，屏幕提示电池正在加热。',
                offset: 413,
                marks: [
                  [0, 2],
                  [13, 15],
                  [17, 19],
                ],
              },
            ],
            source: '车轮周刊',
            author: '石磊',
            date: '2024-02-08',
            tags: ['电动汽车', '春运', '充电'],
            extra: { section: '汽车' },
            score: 37.9973,
            matched: ['body'],
            duplicates: 0,
          },
        ],
        index,
      },
    },
  },
  status: {
    samples: {
      summary: 'The sample articles',
      value: { ...index, format: 2, analysis: 2, filterable: ['source', 'tags'] },
    },
  },
  BadRequest: {
    unknown: {
      summary: 'A parameter that is not known',
      value: problem('Bad Request', 400, 'unknown parameter "page"; known are q, limit', { parameter: 'page' }),
    },
    query: {
      summary: 'A query that only excludes: q=-房价',
      value: problem('Bad Request', 400, 'q: only excludes; say what to look for', { parameter: 'q' }),
    },
  },
  NotFound: {
    path: { summary: 'Another path', value: problem('Not Found', 404, 'There is nothing at /serch.') },
    article: {
      summary: 'An id that no article has',
      value: problem('Not Found', 404, 'no article of the collection "articles" has the id "no"'),
    },
  },
  MethodNotAllowed: {
    post: {
      summary: 'POST',
      value: problem('Method Not Allowed', 405, '/search answers GET and HEAD only.'),
    },
  },
  TooManyRequests: { gateway: { summary: 'Throttled', value: { message: 'Too Many Requests' } } },
  InternalServerError: {
    unexpected: {
      summary: 'A fault',
      value: problem('Internal Server Error', 500, 'Something went wrong that should not have.'),
    },
  },
  ServiceUnavailable: {
    none: {
      summary: 'Before the first xunwen index',
      value: problem('Service Unavailable', 503, 'No index is published yet.'),
    },
    older: {
      summary: 'An index of before there were suggestions',
      value: problem(
        'Service Unavailable',
        503,
        'The index was published without what this path answers from: it has to be built again.',
      ),
    },
  },
  GatewayTimeout: {
    late: { summary: 'Too slow', value: problem('Gateway Timeout', 504, 'The search took too long and was given up.') },
  },
};

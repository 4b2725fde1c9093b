// List prices in US dollars that docs/cost.md reckons with: us-east-1, on demand, without free tiers and taxes. Prices
// change: each stands with the page that has it today.

/** When they were last compared with the pages. */
export const PRICES_DATE = '2025';

/** Hours that a month is billed for. */
export const HOURS_A_MONTH = 730;

export interface Price {
  what: string;
  dollars: number;
  /** What one of it is. */
  unit: string;
  page: string;
}

const LAMBDA = 'aws.amazon.com/lambda/pricing';
const GATEWAY = 'aws.amazon.com/api-gateway/pricing';
const S3 = 'aws.amazon.com/s3/pricing';
const EC2 = 'aws.amazon.com/ec2/pricing/on-demand';
const CLOUDWATCH = 'aws.amazon.com/cloudwatch/pricing';
const OPENSEARCH = 'aws.amazon.com/opensearch-service/pricing';
const ALGOLIA = 'www.algolia.com/pricing';
const MEILISEARCH = 'www.meilisearch.com/pricing';
const LIGHTSAIL = 'aws.amazon.com/lightsail/pricing';

export const PRICES = {
  lambdaGigabyteSecond: { what: 'Lambda, arm64', dollars: 0.0000133334, unit: 'GB-second', page: LAMBDA },
  lambdaRequests: { what: 'Lambda requests', dollars: 0.2, unit: 'million', page: LAMBDA },
  httpApi: { what: 'HTTP API requests', dollars: 1, unit: 'million', page: GATEWAY },
  s3Get: { what: 'S3 Standard, GET', dollars: 0.4, unit: 'million', page: S3 },
  s3Storage: { what: 'S3 Standard, storage', dollars: 0.023, unit: 'GB-month', page: S3 },
  egress: { what: 'Data to the internet', dollars: 0.09, unit: 'GB', page: EC2 },
  logs: { what: 'CloudWatch Logs, ingested', dollars: 0.5, unit: 'GB', page: CLOUDWATCH },
  openSearchSmall: { what: 't3.small.search (2 GB)', dollars: 0.036, unit: 'hour', page: OPENSEARCH },
  openSearchMedium: { what: 't3.medium.search (4 GB)', dollars: 0.073, unit: 'hour', page: OPENSEARCH },
  openSearchLarge: { what: 'm6g.large.search (8 GB)', dollars: 0.128, unit: 'hour', page: OPENSEARCH },
  openSearchStorage: { what: 'EBS gp3 of OpenSearch', dollars: 0.122, unit: 'GB-month', page: OPENSEARCH },
  algoliaSearches: { what: 'Algolia Grow, searches above 10,000', dollars: 0.5, unit: 'thousand', page: ALGOLIA },
  algoliaRecords: { what: 'Algolia Grow, records above 100,000', dollars: 0.4, unit: 'thousand', page: ALGOLIA },
  meilisearchBuild: { what: 'Meilisearch Cloud Build', dollars: 30, unit: 'month', page: MEILISEARCH },
  meilisearchBuildSearches: { what: '- searches above 50,000', dollars: 0.4, unit: 'thousand', page: MEILISEARCH },
  meilisearchBuildDocuments: { what: '- documents above 100,000', dollars: 0.3, unit: 'thousand', page: MEILISEARCH },
  meilisearchPro: { what: 'Meilisearch Cloud Pro', dollars: 300, unit: 'month', page: MEILISEARCH },
  meilisearchProSearches: { what: '- searches above 250,000', dollars: 0.3, unit: 'thousand', page: MEILISEARCH },
  meilisearchProDocuments: { what: '- documents above 1,000,000', dollars: 0.2, unit: 'thousand', page: MEILISEARCH },
  serverSmall: { what: 'Lightsail server, 2 GB', dollars: 12, unit: 'month', page: LIGHTSAIL },
  serverMedium: { what: 'Lightsail server, 4 GB', dollars: 24, unit: 'month', page: LIGHTSAIL },
  serverLarge: { what: 'Lightsail server, 16 GB', dollars: 84, unit: 'month', page: LIGHTSAIL },
} as const satisfies Record<string, Price>;

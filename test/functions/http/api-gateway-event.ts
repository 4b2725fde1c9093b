// An event as API Gateway sends it (HTTP API, payload format 2.0), with what the handler may look at.

import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export function apiGatewayEvent(
  rawPath: string,
  rawQueryString: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): APIGatewayProxyEventV2 {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    joined[name] = name in joined ? `${joined[name]},${value}` : value;
  }
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    cookies: ['session=abc'],
    headers: { host: 'id.execute-api.ap-southeast-1.amazonaws.com', ...headers },
    queryStringParameters: joined,
    requestContext: {
      accountId: '123456789012',
      apiId: 'id',
      domainName: 'id.execute-api.ap-southeast-1.amazonaws.com',
      domainPrefix: 'id',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request',
      routeKey: '$default',
      stage: '$default',
      time: '25/Nov/2017:00:00:00 +0000',
      timeEpoch: 1511568000000,
    },
    isBase64Encoded: false,
  };
}

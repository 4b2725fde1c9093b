// Between API Gateway's events (HTTP API, payload format 2.0) and the HTTP app. Parameters come from the raw
// query string only: the parsed one has joined repeated parameters with commas.

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { App } from './message.ts';

export type ApiGatewayHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Wrap the app for Lambda. Body and cookies of a request are ignored: nothing here reads them.
 * A stage or a custom domain's mapping in front of the path (`/dev/search`) is dropped.
 */
export function apiGatewayHandler(app: App): ApiGatewayHandler {
  return async (event) => {
    const response = await app({
      method: event.requestContext.http.method,
      path: event.rawPath.slice(event.rawPath.lastIndexOf('/')),
      rawQueryString: event.rawQueryString ?? '',
      headers: event.headers ?? {},
    });
    return { statusCode: response.status, headers: response.headers, body: response.body, isBase64Encoded: false };
  };
}

// The address of a site's folder on the web, for pages that do not state their own: always with a `/` at its end.

export const BASE_URL_RULE = 'an address such as https://www.example.com/ or https://www.example.com/blog/';

/** `https://www.example.com/blog/` of `https://www.example.com/blog`, undefined where it is no address of a folder. */
export function parseBaseUrl(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (!/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') return undefined;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

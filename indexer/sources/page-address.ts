// Where a page of a site is read: the address that it states, else the one that its path has below the site's.

/** Where the file of a page lies among the others. */
export interface PagePlace {
  /** Path below the source, with `/`. */
  relative: string;
  /** Address of the source's folder on the web, ending with `/`. */
  baseUrl?: string | undefined;
  /** Whether there is such a file below the source. */
  has?(relative: string): boolean;
}

/** `https://site.example/blog/post/` of `post/index.html`; undefined without a base. */
export function addressOf({ relative, baseUrl }: PagePlace): string | undefined {
  return baseUrl === undefined ? undefined : baseUrl + pathOf(relative);
}

/** The path that a web server shows a file under, relative to the site's. */
export const pathOf = (relative: string): string =>
  relative
    .replace(/(^|\/)index\.html?$/i, '$1')
    .split('/')
    .map((step) => encodeURIComponent(step))
    .join('/');

/** An absolute address of the web, or undefined. @param base what relative ones are relative to, if that is known */
export function webAddress(href: string | undefined, base: string | undefined): string | undefined {
  if (href === undefined || href.trim() === '') return undefined;
  try {
    const url = new URL(href.trim(), base);
    // As it was written, where it is whole: an id must not change with the way that it is printed.
    if (/^https?:$/.test(url.protocol)) return /^https?:\/\//i.test(href.trim()) ? href.trim() : url.href;
  } catch {}
  return undefined;
}

/**
 * Whether a stated address is that of another page of the same folder, which then is the one to show: copies for
 * printing or for AMP, and pages that stand under several paths.
 */
export function isCopy(canonical: string, place: PagePlace): boolean {
  const { has, relative, baseUrl } = place;
  if (!has) return false;
  const path = pathBelow(canonical, baseUrl);
  if (path === undefined) return false;
  const own = withoutIndex(relative);
  const candidates = filesAt(path);
  return !candidates.includes(own) && !candidates.includes(relative) && candidates.some((file) => has(file));
}

/** The decoded path of an address below the site's, undefined when it is elsewhere. */
function pathBelow(address: string, baseUrl: string | undefined): string | undefined {
  try {
    const url = new URL(address);
    const base = baseUrl === undefined ? undefined : new URL(baseUrl);
    if (base && (url.host !== base.host || !url.pathname.startsWith(base.pathname))) return undefined;
    return decodeURIComponent(url.pathname.slice(base?.pathname.length ?? 1));
  } catch {
    return undefined;
  }
}

const withoutIndex = (relative: string): string => relative.replace(/(^|\/)index\.html?$/i, '$1');

/** The files that a web server looks for at a path. */
function filesAt(path: string): string[] {
  const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
  const files = [`${folder}index.html`, `${folder}index.htm`];
  return path.endsWith('/') || path === '' ? [path, ...files] : [path, `${path}.html`, `${path}.htm`, ...files];
}

/** Whether a link leads to another page of the same site: not to a place in this one, a picture or another host. */
export function leadsToOtherPage(href: string, own: string | undefined, place: PagePlace): boolean {
  if (/^\s*(?:#|[a-z][a-z\d+.-]*:(?!\/\/))/i.test(href)) return false;
  const here = own ?? `https://site.invalid/${pathOf(place.relative)}`;
  try {
    const [url, self] = [new URL(href, here), new URL(here)];
    if (url.host !== self.host || isFileOfAnotherKind(url.pathname)) return false;
    const known = pathOf(place.relative);
    // A site may lie in a folder that is not known here: then the end of the path tells its own page.
    return url.pathname !== self.pathname && !(known !== '' && url.pathname.endsWith(`/${known}`));
  } catch {
    return false;
  }
}

const isFileOfAnotherKind = (path: string): boolean =>
  /\.(?!html?$|php$|aspx?$|jsp$|shtml$)[a-z][a-z\d]{1,4}$/i.test(path);

// Just enough XML for S3: elements with text, and the lists of keys and parts that clients send.

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/** `<name>text</name>`, escaped. */
export function element(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** A whole document: `inner` is XML already. */
export function xmlDocument(root: string, inner: string): string {
  return `${XML_HEAD}<${root} xmlns="${NAMESPACE}">${inner}</${root}>`;
}

/** The insides of every `<name>`, in order; elements of one name are never nested in S3's requests. */
export function elementsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    (found) => found[1] ?? '',
  );
}

/** The text of the first `<name>`, or null. */
export function textOf(xml: string, name: string): string | null {
  const inner = elementsOf(xml, name)[0];
  return inner === undefined ? null : unescapeXml(inner.trim());
}

function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number.parseInt(decimal, 10));
    return named[name] ?? whole;
  });
}

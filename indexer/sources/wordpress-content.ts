// The text of a WordPress post as a reader sees it: without shortcodes and the editor's block comments, and in
// paragraphs where only blank lines part them, which is how the classic editor stores them.

import { htmlToText } from './html-text.ts';

/** Shortcodes of WordPress and its usual extensions that have no content, or an address as their content. */
const WITHOUT_TEXT =
  'audio|contact-form-7|embed|formidable|gallery|gravityform|ngg|playlist|rev_slider|video|wpforms|youtube';
const isWithoutText = new RegExp(`^(?:${WITHOUT_TEXT})$`);

/** `[[name]]`; one without text together with its content; any name in brackets. */
const BRACKETS = new RegExp(
  String.raw`\[(\[\/?[a-z][^[\]]*\])\]|\[(${WITHOUT_TEXT})\b[^[\]]*\][^[\]]*\[\/\2\]|\[(\/?)([a-z][\w-]*)([^[\]]*)\]`,
  'g',
);
const ATTRIBUTES = /^(?:[ \t]+[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"']+))+[ \t]*\/?$/;

/** @param content of `content:encoded`, `excerpt:encoded` or a title */
export function postText(content: string): string {
  if (!/[<&[\n]/.test(content)) return content.trim();
  const text = withoutShortcodes(content);
  return htmlToText(/<!--\s*wp:/.test(content) ? text : withLineBreaks(text));
}

/**
 * `[1]`, `[sic]` and `a[i]` are text, as is any name that no extension of the site has registered: WordPress shows it
 * as it is. Which are registered an export does not say, so a shortcode is told by attributes, or by being closed.
 */
function withoutShortcodes(content: string): string {
  if (!content.includes('[')) return content;
  const closed = new Set([...content.matchAll(/\[\/([a-z][\w-]*)\]/g)].map(([, name]) => name));
  return content.replace(BRACKETS, (all, escaped, silent, slash, name, rest: string) => {
    // [[gallery]] is how one writes about [gallery].
    if (escaped !== undefined) return escaped;
    if (silent !== undefined) return '';
    const plain = rest === '' || /^[ \t]/.test(rest);
    const isCode =
      slash === '/' ||
      ATTRIBUTES.test(rest) ||
      (plain && (isWithoutText.test(name) || closed.has(name))) ||
      /^\s*\/$/.test(rest);
    return isCode ? '' : all;
  });
}

/** What `wpautop` does for readers: a line break of the text is one, but not within tags and preformatted text. */
function withLineBreaks(content: string): string {
  let kept = 0;
  return content.replace(/<(\/?)(?:pre|script|style)\b[^<>]*>|<[^<>]*>|\r\n?|\n/gi, (part, slash?: string) => {
    if (slash !== undefined) kept = Math.max(0, kept + (slash === '' ? 1 : -1));
    return /^[\r\n]/.test(part) && kept === 0 ? '<br>' : part;
  });
}

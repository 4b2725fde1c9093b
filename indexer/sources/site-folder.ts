// A folder that is a website's output: its articles are its pages. What generators write beside them (feeds, site maps,
// search indexes, robots.txt) repeats them, or is no article at all, and would replace pages by their own summaries.

import { basename, extname } from 'node:path';

/** @param files paths below the folder, with `/` */
export const isSiteFolder = (files: readonly string[]): boolean => files.some((file) => /^index\.html?$/i.test(file));

const GENERATED: ReadonlySet<string> = new Set(['.xml', '.rss', '.atom', '.json']);
const TEXTS = /^(?:robots|ads|app-ads|humans|security|sitemap|urllist|llms(?:-\w+)?|[\w.-]*licen[cs]e[\w.-]*)\.txt$/i;

/** Whether a file of such a folder is no page and repeats none. Texts and Markdown may be articles all the same. */
export const isBesidePages = (path: string): boolean =>
  GENERATED.has(extname(path).toLowerCase()) || TEXTS.test(basename(path));

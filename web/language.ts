// The language of the page: the browser's, until the reader chooses one. Fills in the words that
// index.html names by `data-text`, `data-label` and `data-placeholder`.

import { element } from './dom.ts';
import { type Language, type Strings, strings } from './strings.ts';

const STORED = 'xunwen.language';

export function preferredLanguage(): Language {
  const stored = readStored();
  if (stored === 'zh' || stored === 'en') return stored;
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
}

/** Keeps the choice for the next visit, where the browser allows it. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Storage is off or full: the choice then lasts as long as the page.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** Puts the page's own words in a language and returns them for what is rendered later. */
export function speak(language: Language): Strings {
  const words = strings[language];
  document.documentElement.lang = words.tag;
  const word = (name: string | undefined): string => {
    const found = words[name as keyof Strings];
    if (typeof found !== 'string') throw new Error(`index.html: no word "${name}" in strings.ts`);
    return found;
  };
  for (const part of document.querySelectorAll<HTMLElement>('[data-text]')) part.textContent = word(part.dataset.text);
  for (const part of document.querySelectorAll<HTMLElement>('[data-label]')) {
    part.setAttribute('aria-label', word(part.dataset.label));
  }
  for (const part of document.querySelectorAll<HTMLInputElement>('[data-placeholder]')) {
    part.placeholder = word(part.dataset.placeholder);
  }
  for (const part of document.querySelectorAll('[data-keys]')) {
    part.replaceChildren(...words.keys.map(([key, does]) => element('span', {}, element('kbd', {}, key), ` ${does}`)));
  }
  return words;
}

// The list under the search box: a combobox as WAI-ARIA 1.2 describes it. The reader stays in the box; arrows show a
// suggestion in it, Enter searches it, Escape brings back what was typed. What comes late, after the text has changed
// or was searched, is never shown.

import { element } from './dom.ts';
import { nodesOf, piecesOf } from './marks.ts';
import { isComposingKey } from './typing.ts';

export interface Suggestion {
  text: string;
  /** `text` escaped, with `<mark>` around what was typed. */
  html: string;
}

export interface Suggestions {
  /** Ask for suggestions for a typed text, and show them if the reader is still there. */
  offer(typed: string): void;
  /** Nothing is shown, and nothing that is under way will be. */
  close(): void;
}

/**
 * @param list an empty `ul` for the suggestions
 * @param fetchSuggestions best first; an empty list where there are none, or none can be had
 * @param choose called with a suggestion that was clicked
 */
export function watchSuggestions(
  box: HTMLInputElement,
  list: HTMLElement,
  fetchSuggestions: (typed: string, signal: AbortSignal) => Promise<readonly Suggestion[]>,
  choose: (text: string) => void,
): Suggestions {
  let asked = new AbortController();
  let typed = '';
  let shown: readonly Suggestion[] = [];
  /** Place of the one that stands in the box; -1 for what was typed. */
  let active = -1;

  box.setAttribute('role', 'combobox');
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-controls', list.id);
  list.setAttribute('role', 'listbox');

  function show(suggestions: readonly Suggestion[]): void {
    shown = suggestions;
    active = -1;
    list.replaceChildren(
      ...suggestions.map(({ html }, at) =>
        element(
          'li',
          { role: 'option', id: `${list.id}-${at}`, 'aria-selected': 'false', lang: 'zh' },
          ...nodesOf(piecesOf(html)),
        ),
      ),
    );
    list.hidden = suggestions.length === 0;
    box.setAttribute('aria-expanded', String(suggestions.length > 0));
    box.removeAttribute('aria-activedescendant');
  }

  function close(): void {
    asked.abort();
    show([]);
  }

  function move(by: 1 | -1): void {
    list.children[active]?.setAttribute('aria-selected', 'false');
    // One place more than suggestions: what was typed.
    active = ((active + 1 + by + shown.length + 1) % (shown.length + 1)) - 1;
    const option = list.children[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) box.setAttribute('aria-activedescendant', option.id);
    else box.removeAttribute('aria-activedescendant');
    box.value = shown[active]?.text ?? typed;
  }

  box.addEventListener('keydown', (event) => {
    if (shown.length === 0 || isComposingKey(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') {
      box.value = typed;
      close();
    } else return;
    event.preventDefault();
  });
  box.addEventListener('input', () => {
    // What is shown is of the text before until new suggestions come; its arrows start anew.
    typed = box.value;
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = -1;
    box.removeAttribute('aria-activedescendant');
  });
  box.addEventListener('compositionstart', close);
  box.addEventListener('blur', close);
  // A click must not take the focus from the box before it is a click.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const option = event.target.closest('[role=option]');
    const suggestion = shown[[...list.children].indexOf(option ?? list)];
    if (suggestion) choose(suggestion.text);
  });
  show([]);

  return {
    offer(text) {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      typed = text;
      if (text.trim() === '') {
        show([]);
        return;
      }
      void fetchSuggestions(text, signal).then((suggestions) => {
        if (signal.aborted || document.activeElement !== box || box.value !== text) return;
        const isNothingNew = suggestions.length === 1 && suggestions[0]?.text === text.trim();
        show(isNothingNew ? [] : suggestions);
      });
    },
    close,
  };
}

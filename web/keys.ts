// The keyboard beyond Tab and Enter: `/` to the box, arrows through results and pages, Escape clears.
// Keys that belong to an input method, keys with modifiers, and those that the list under the box has used are never touched.

import { isComposingKey } from './typing.ts';

/**
 * @param box the search box
 * @param results where Escape and the arrows are understood besides the box
 * @param clear empties the box and shows the start page
 */
export function watchKeys(box: HTMLInputElement, results: HTMLElement, clear: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (
      event.defaultPrevented ||
      isComposingKey(event) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.shiftKey
    )
      return;
    const { target } = event;
    if (!(target instanceof HTMLElement) || (target !== box && target.matches('input, select, textarea'))) return;
    if (act(event.key, target)) event.preventDefault();
  });

  /** Whether the key did something. */
  function act(key: string, target: HTMLElement): boolean {
    switch (key) {
      case '/':
        if (target === box) return false;
        box.focus();
        box.select();
        return true;
      case 'Escape':
        if (target !== box) box.focus();
        else if (box.value !== '') clear();
        return true;
      case 'ArrowDown':
        return step(target, 1);
      case 'ArrowUp':
        return step(target, -1);
      case 'ArrowLeft':
        return target !== box && turn('prev');
      case 'ArrowRight':
        return target !== box && turn('next');
      default:
        return false;
    }
  }

  function step(target: HTMLElement, by: 1 | -1): boolean {
    const stops = [...results.querySelectorAll<HTMLElement>('[data-stop]')];
    const at = stops.indexOf(target);
    if (at < 0 && target !== box && target !== results) return false;
    if (at < 0 && by < 0) return false;
    const goal = at === 0 && by < 0 ? box : stops[at + by];
    goal?.focus();
    goal?.scrollIntoView({ block: 'nearest' });
    return goal !== undefined;
  }

  function turn(rel: 'prev' | 'next'): boolean {
    const link = results.querySelector<HTMLElement>(`a[rel=${rel}]`);
    link?.click();
    return link !== null;
  }
}

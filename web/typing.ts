// Turns what happens in the search box into "typed" and "entered". While an input method composes, nothing is
// reported: pinyin letters are not a query. The composed text is then reported once.
//
// Browsers disagree on the order of events. Chromium: input (isComposing), compositionend. Firefox and Safari may send
// an input after compositionend, and Safari sends the keydown of the Enter that ended the composition after it
// (isComposing false, keyCode 229). So both ends start the same timer, and such an Enter submits nothing.

export interface Typing {
  /** Forgets a report that is waiting. */
  cancel(): void;
}

/** Milliseconds of silence after which typed text is reported. */
const PAUSE = 200;

/** Whether a key press belongs to an input method. */
export function isComposingKey(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * @param report called with the text of the box: `typed` after a pause, or when it was emptied; `entered` on Enter
 *   and on the button
 */
export function watchTyping(
  form: HTMLFormElement,
  box: HTMLInputElement,
  report: (how: 'typed' | 'entered', text: string) => void,
): Typing {
  let composing = false;
  let enterOfComposition = false;
  let timer: number | undefined;

  const cancel = (): void => window.clearTimeout(timer);
  const wait = (): void => {
    cancel();
    if (box.value === '') report('typed', '');
    else timer = window.setTimeout(() => report('typed', box.value), PAUSE);
  };
  const endComposition = (): void => {
    if (!composing) return;
    composing = false;
    wait();
  };

  box.addEventListener('compositionstart', () => {
    composing = true;
    cancel();
  });
  box.addEventListener('compositionend', endComposition);
  // A composition that the browser drops without a word must not silence the box for ever.
  box.addEventListener('blur', endComposition);
  box.addEventListener('input', (event) => {
    if (!composing && !(event instanceof InputEvent && event.isComposing)) wait();
  });
  box.addEventListener('keydown', (event) => {
    enterOfComposition = event.key === 'Enter' && isComposingKey(event);
    // Escape gives up the composition; Chromium would also empty a search box, and with it what was there before.
    if (event.key === 'Escape' && isComposingKey(event)) event.preventDefault();
  });
  box.addEventListener('keyup', () => {
    enterOfComposition = false;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (composing || enterOfComposition) return;
    cancel();
    report('entered', box.value);
  });

  return { cancel };
}

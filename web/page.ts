// The search page: the address bar is its state. Whatever happens (typing, a link, a key, going back) becomes a
// question, the question becomes the address, and the answer to the latest question is what is shown.

import type { StatusResponse } from './api.generated.ts';
import { type Answer, startAsking } from './asking.ts';
import { byId } from './dom.ts';
import { watchKeys } from './keys.ts';
import { preferredLanguage, rememberLanguage, speak } from './language.ts';
import { isSort, type Question, readQuestion, START, writeQuestion } from './question.ts';
import { render, type View } from './render.ts';
import { watchSuggestions } from './suggestions.ts';
import { watchTyping } from './typing.ts';

/** `load`: the address is already that of the question. */
type Cause = 'typed' | 'entered' | 'clicked' | 'load';

const box = byId('box', HTMLInputElement);
const form = byId('form', HTMLFormElement);
const sort = byId('sort', HTMLSelectElement);
const results = byId('results', HTMLElement);
const filters = byId('filters', HTMLDetailsElement);
const languageButton = byId('language', HTMLButtonElement);
const asking = startAsking(new URL('.', document.baseURI).href);

let language = preferredLanguage();
let words = speak(language);
let question = readQuestion(location.search);
let view: View = { kind: 'waiting' };
let status: Answer<StatusResponse> | null = null;
// One history entry for each thing looked for, not for each letter: letters typed in one go replace one another.
let typingEntry = false;

async function ask(next: Question, cause: Cause): Promise<void> {
  question = next;
  remember(cause);
  sort.value = next.sort;
  document.title = next.q === '' ? '寻文 Xunwen' : `${next.q} - 寻文 Xunwen`;
  if (next.q === '') {
    asking.cancel();
    settle({ kind: 'start', status });
    if (!status?.ok) void loadStatus();
    return;
  }
  document.body.setAttribute('aria-busy', 'true');
  const answer = await asking.search(next, filters.open ? fields() : []);
  if (answer === null) return;
  settle(
    answer.ok
      ? { kind: 'answer', question: next, response: answer.body }
      : { kind: 'failure', question: next, failure: answer.failure },
  );
  if (cause === 'clicked') toResults();
}

/** Shows the answer to the latest question. */
function settle(next: View): void {
  view = next;
  document.body.setAttribute('aria-busy', 'false');
  render(view, words);
}

function remember(cause: Cause): void {
  const address = location.pathname + writeQuestion(question);
  if (cause !== 'load' && address !== location.pathname + location.search) {
    const replace = typingEntry && cause !== 'clicked';
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    typingEntry = true;
  }
  if (cause !== 'typed') typingEntry = false;
}

/** After a page was turned: back to the top, and the keyboard goes on from there. */
function toResults(): void {
  if (document.activeElement !== box && document.activeElement !== sort) results.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

async function loadStatus(): Promise<void> {
  status = await asking.status();
  if (view.kind === 'start') settle({ kind: 'start', status });
}

function retry(): void {
  void ask(question, 'load');
}

const suggestions = watchSuggestions(box, byId('suggestions', HTMLElement), asking.suggest, (text) => {
  typing.cancel();
  suggestions.close();
  box.value = text;
  void ask({ ...question, q: text, offset: 0 }, 'entered');
});

const typing = watchTyping(form, box, (how, text) => {
  if (how === 'typed') suggestions.offer(text);
  else suggestions.close();
  const q = text.trim();
  const same = q === question.q;
  if (how === 'typed' && same) return;
  if (how === 'entered' && same && view.kind !== 'failure') {
    remember('entered');
  } else {
    void ask({ ...question, q, offset: 0 }, how);
  }
  // On a phone the keyboard covers the results.
  if (how === 'entered' && matchMedia('(pointer: coarse)').matches) box.blur();
});

watchKeys(box, results, () => {
  typing.cancel();
  suggestions.close();
  box.value = '';
  void ask({ ...START, sort: question.sort }, 'clicked');
});

// Leaving the box ends a go of typing: what comes next is a new entry of the history.
box.addEventListener('blur', () => {
  typingEntry = false;
});

sort.addEventListener('change', () => {
  if (isSort(sort.value)) void ask({ ...question, offset: 0, sort: sort.value }, 'clicked');
});

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.defaultPrevented) return;
  const action = event.target.closest<HTMLElement>('[data-do]')?.dataset.do;
  if (action === 'retry') retry();
  if (action === 'edit') box.focus();
  const link = event.target.closest('a');
  const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || opensElsewhere || link.hash !== '') return;
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  typing.cancel();
  suggestions.close();
  const next = readQuestion(link.search);
  box.value = next.q;
  if (link.id === 'home') box.focus();
  void ask(next, 'clicked');
});

/** What can be counted: the fields that the index says can be filtered, and years. */
const fields = (): readonly string[] => [...(status?.ok ? status.body.filterable : []), 'year'];

// Values are counted only for who looks at them: counting reads every article that is found.
filters.addEventListener('toggle', () => {
  if (!filters.open || view.kind !== 'answer') return;
  void (async () => {
    if (!status?.ok) await loadStatus();
    await ask(question, 'load');
  })();
});

languageButton.addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  rememberLanguage(language);
  translate();
});

window.addEventListener('popstate', () => {
  // The skip link's fragment is a step of the history too, and asks nothing.
  if (writeQuestion(readQuestion(location.search)) === writeQuestion(question)) return;
  typing.cancel();
  suggestions.close();
  load();
});

window.addEventListener('online', () => {
  if (view.kind === 'failure' && view.failure.reason === 'network') retry();
});

function translate(): void {
  words = speak(language);
  languageButton.textContent = words.otherLanguage;
  languageButton.lang = language === 'zh' ? 'en' : 'zh-CN';
  render(view, words);
}

function load(): void {
  const next = readQuestion(location.search);
  box.value = next.q;
  void ask(next, 'load');
}

translate();
load();
// Ready to type, except where focus would open a keyboard over the results.
if (question.q === '' || matchMedia('(hover: hover)').matches) box.focus();

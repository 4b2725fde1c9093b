// Counts the distinct terms of a text without making a string for each occurrence: pairs of UTF-16
// units are counted by number, and every term is the same string object in all texts that hold it.

/** Terms remembered between texts; past this the memory is cleared before the next text. */
const MOST_TERMS = 1 << 20;

/** V8 keeps slices of 13 units and more as views, which would keep the whole text alive. */
const LONGEST_COPIED_SLICE = 12;

export interface Interner {
  /** Start a text. */
  begin(): void;
  /** Count a term of two units, or with `first` 0 of one. */
  addUnits(first: number, second: number): void;
  /** Count any other term. */
  addText(term: string): void;
  /** Distinct terms of the text by first occurrence, and how often each was counted, at most 65,535. */
  finish(): { terms: string[]; frequencies: Uint16Array };
}

function ownCopy(text: string): string {
  if (text.length <= LONGEST_COPIED_SLICE) return text;
  let copy = '';
  for (let i = 0; i < text.length; i += 4096) {
    copy += String.fromCharCode(
      ...Array.from({ length: Math.min(4096, text.length - i) }, (_, k) => text.charCodeAt(i + k)),
    );
  }
  return copy;
}

export function createInterner(): Interner {
  /** Open-addressing table: pair of units -> term number + 1 (0 is free). */
  let bits = 14;
  let keys = new Uint32Array(1 << bits);
  let numbers = new Uint32Array(1 << bits);
  let pairs = 0;
  const texts = new Map<string, number>();

  /** By term number: the string, the text that met it last, its position there. */
  let strings: string[] = [];
  let lastText = new Uint32Array(1 << 14);
  let position = new Uint32Array(1 << 14);

  let text = 0;
  let terms: string[] = [];
  let counts = new Uint16Array(1 << 10);

  const clear = (): void => {
    keys.fill(0);
    numbers.fill(0);
    pairs = 0;
    texts.clear();
    strings = [];
    lastText.fill(0);
  };

  const slotOf = (key: number): number => {
    const mask = keys.length - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> (32 - bits);
    while (numbers[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  };

  const grow = (): void => {
    const oldKeys = keys;
    const oldNumbers = numbers;
    bits++;
    keys = new Uint32Array(1 << bits);
    numbers = new Uint32Array(1 << bits);
    for (let i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] === 0) continue;
      const slot = slotOf(oldKeys[i]!);
      keys[slot] = oldKeys[i]!;
      numbers[slot] = oldNumbers[i]!;
    }
  };

  const create = (term: string): number => {
    if (strings.length === lastText.length) {
      const larger = new Uint32Array(lastText.length * 2);
      larger.set(lastText);
      lastText = larger;
      const positions = new Uint32Array(lastText.length);
      positions.set(position);
      position = positions;
    }
    return strings.push(term) - 1;
  };

  const count = (number: number): void => {
    if (lastText[number] === text) {
      const at = position[number]!;
      if (counts[at]! < 65_535) counts[at]!++;
      return;
    }
    lastText[number] = text;
    const at = terms.push(strings[number]!) - 1;
    position[number] = at;
    if (at === counts.length) {
      const larger = new Uint16Array(counts.length * 2);
      larger.set(counts);
      counts = larger;
    }
    counts[at] = 1;
  };

  return {
    begin() {
      if (strings.length > MOST_TERMS || text === 0xffff_ffff) {
        clear();
        text = 0;
      }
      text++;
      terms = [];
    },
    addUnits(first, second) {
      const key = ((first << 16) | second) >>> 0;
      let slot = slotOf(key);
      if (numbers[slot] === 0) {
        if (pairs * 2 >= keys.length) {
          grow();
          slot = slotOf(key);
        }
        pairs++;
        keys[slot] = key;
        const term = first === 0 ? String.fromCharCode(second) : String.fromCharCode(first, second);
        numbers[slot] = create(term) + 1;
      }
      count(numbers[slot]! - 1);
    },
    addText(term) {
      let number = texts.get(term);
      if (number === undefined) {
        const own = ownCopy(term);
        number = create(own);
        texts.set(own, number);
      }
      count(number);
    },
    finish() {
      return { terms, frequencies: counts.slice(0, terms.length) };
    },
  };
}

// The HTML of the answer holds escaped text and <mark>, nothing else. It is taken apart here into plain texts and
// built again from text nodes: whatever else a string holds is shown as text and never becomes markup.

export interface Piece {
  text: string;
  marked: boolean;
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
};

/** Escaped text with `<mark>` to pieces of plain text, in order, none of them empty. */
export function piecesOf(html: string): Piece[] {
  const pieces: Piece[] = [];
  let marked = false;
  for (const part of html.split(/(<\/?mark>)/)) {
    if (part === '<mark>') marked = true;
    else if (part === '</mark>') marked = false;
    else if (part !== '') pieces.push({ text: part.replace(/&(?:amp|lt|gt|quot|apos|#39|#x27);/g, plain), marked });
  }
  return pieces;
}

const plain = (entity: string): string => entities[entity] ?? entity;

/** Pieces as nodes: text, and `mark` elements that hold text. */
export function nodesOf(pieces: Piece[]): Node[] {
  return pieces.map(({ text, marked }) => {
    if (!marked) return document.createTextNode(text);
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}

// Single characters that bind words together and mean little alone. A query's walk prefers to cut them
// off, and a bigram of two of them is not worth reading.

/** Particles, pronouns, prepositions, conjunctions, adverbs and question words of modern written Chinese. */
const CHARACTERS =
  '的地得了着过是在和与及或也都就而但却虽若如则把将被让给从对向往为以于由因所之其此这那哪某每各' +
  '什么谁何怎几多少吗呢吧啊呀嘛哦啦我你您他她它们自己又再还更最很太只才不没无未有能会可要应该上下里中内外前后' +
  '等个些种到来去说并且即乃亦曾已正跟同比按据';

const functionCharacters = new Set(CHARACTERS);

/** Whether a folded character is a function character. */
export function isFunctionCharacter(char: string): boolean {
  return functionCharacters.has(char);
}

/** Particles that no name holds: an unknown run ends at them (王处直|的|字|是). */
const particles = new Set('的是了吗呢呀');

/** Whether a folded character is a particle. */
export function isParticle(char: string): boolean {
  return particles.has(char);
}

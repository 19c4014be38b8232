/** What is left of a name when the beginning that it shares with its neighbours is left out. */

/** A cut inside a number would make 301 and 302 into 1 and 2; a cut inside a word makes no word at all. */
const JOINED = /[\p{Script=Latin}\p{N}.]/u;

/** How many characters all names begin with, up to where the last number or word is whole. */
export function sharedStart(names: readonly string[]): number {
  const [first = "", ...others] = names;
  if (!others.length) return 0;
  let end = 0;
  while (end < first.length && others.every((name) => name[end] === first[end])) end += 1;
  // A name that is wholly the beginning of the others has nothing of its own: then nothing is left out.
  if (names.some((name) => name.length === end)) return 0;
  while (end > 0 && JOINED.test(first[end - 1] ?? "") && names.some((name) => JOINED.test(name[end] ?? ""))) end -= 1;
  return end;
}

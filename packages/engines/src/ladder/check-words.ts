import { CHARACTER_CLASSES, classAt, isLetter } from "../select/character-class.ts";

/**
 * Whether the words of an output, split at white space, stand in a source in the same order, each cut from it where words part.
 * Shares nothing with what chose them. Answers what is wrong, or `undefined`.
 */
export function checkWords(source: string, output: string): string | undefined {
  let cursor = 0;
  for (const [word] of output.matchAll(/\S+/g)) {
    const at = placeOf(word, source, cursor);
    if (at < 0) return `"${word.slice(0, 80)}" is no word of the source behind offset ${cursor}`;
    cursor = at + word.length;
  }
  return undefined;
}

function placeOf(word: string, source: string, from: number): number {
  let at = source.indexOf(word, from);
  while (at >= 0 && (tears(source, at) || tears(source, at + word.length))) {
    at = source.indexOf(word, at + 1);
  }
  return at;
}

/** Whether an offset is inside of a word; in scripts without spaces no offset is. */
function tears(source: string, at: number): boolean {
  return at > 0 && isSpaced(source, at - 1) && isSpaced(source, at);
}

function isSpaced(source: string, at: number): boolean {
  const unitClass = classAt(source, at);
  const { digit, hangul, surrogate } = CHARACTER_CLASSES;
  return (
    (isLetter(unitClass) && unitClass <= hangul) || unitClass === digit || unitClass === surrogate
  );
}

import { CHARACTER_CLASSES, classAt, LETTER, skip, widthOf } from "./character-classes.ts";
import { scanAnyCaseContraction } from "./scan-contraction.ts";
import { scanUpToThreeNumbers } from "./scan-numbers.ts";
import { scanLineBreaksOrSpace } from "./scan-white-space.ts";

const SPACE = 0x20;
const SYMBOL: number = CHARACTER_CLASSES.other | CHARACTER_CLASSES.mark;
const BEFORE_WORD: number = SYMBOL | CHARACTER_CLASSES.space;

/**
 * The pattern of cl100k_base: `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|`
 * ` ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
 */
export function scanCl100k(bytes: Uint8Array, start: number): number {
  const contraction = scanAnyCaseContraction(bytes, start);
  if (contraction > start) return contraction;
  const first = classAt(bytes, start);
  if ((first & LETTER) !== 0) return skip(bytes, start, LETTER);
  if (first === CHARACTER_CLASSES.number) return scanUpToThreeNumbers(bytes, start);
  if ((first & BEFORE_WORD) !== 0) {
    const word = start + widthOf(bytes[start] as number);
    const end = skip(bytes, word, LETTER);
    if (end > word) return end;
  }
  const symbols = bytes[start] === SPACE ? start + 1 : start;
  const end = skip(bytes, symbols, SYMBOL);
  return end > symbols
    ? skip(bytes, end, CHARACTER_CLASSES.newline)
    : scanLineBreaksOrSpace(bytes, start);
}

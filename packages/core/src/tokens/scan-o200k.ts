import { CHARACTER_CLASSES, classAt, LETTER, skip, widthOf } from "./character-classes.ts";
import { scanAnyCaseContraction } from "./scan-contraction.ts";
import { scanUpToThreeNumbers } from "./scan-numbers.ts";
import { scanLineBreaksOrSpace } from "./scan-white-space.ts";

const { upper, lower, otherLetter, mark, number, space, newline, other } = CHARACTER_CLASSES;
const SPACE = 0x20;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const SLASH = 0x2f;
const SYMBOL: number = other | mark;
const BEFORE_WORD: number = SYMBOL | space;
/** In both `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]` and `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`. */
const CASELESS: number = otherLetter | mark;
const HEAD: number = upper | CASELESS;
const TAIL: number = lower | CASELESS;

/**
 * The pattern of o200k_base; `H` = `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, `T` = `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`,
 * `C` = `(?i:'s|'t|'re|'ve|'m|'ll|'d)`:
 * `[^\r\n\p{L}\p{N}]?H*T+C?|[^\r\n\p{L}\p{N}]?H+T*C?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`
 */
export function scanO200k(bytes: Uint8Array, start: number): number {
  const first = classAt(bytes, start);
  if (first === number) return scanUpToThreeNumbers(bytes, start);
  if (first !== newline) {
    const end = scanWord(bytes, start, first);
    if (end > start) return scanAnyCaseContraction(bytes, end);
  }
  const symbols = bytes[start] === SPACE ? start + 1 : start;
  const end = skip(bytes, symbols, SYMBOL);
  return end > symbols ? skipBreaksAndSlashes(bytes, end) : scanLineBreaksOrSpace(bytes, start);
}

/** The end of the first two alternatives without `C?`, or `start` where neither matches. */
function scanWord(bytes: Uint8Array, start: number, first: number): number {
  if ((first & LETTER) !== 0) {
    const end = scanHeadTail(bytes, start);
    return end > start ? end : skip(bytes, start, upper);
  }
  if ((first & BEFORE_WORD) === 0) return start;
  const word = start + widthOf(bytes[start] as number);
  const end = scanHeadTail(bytes, word);
  if (end > word) return end;
  // A mark may stand before a word or be its beginning. The first alternative tries both before the second one
  // gets its turn, and without a mark in front it always matches.
  if (first === mark) return scanHeadTail(bytes, start);
  const capitals = skip(bytes, word, upper);
  return capitals > word ? capitals : start;
}

/**
 * The end of `H*T+` at `start`, or `start`. Where no lower-case letter follows the longest `H*`, that gives
 * characters back until one of them can be `T`: up to the last caseless one.
 */
function scanHeadTail(bytes: Uint8Array, start: number): number {
  let afterCaseless = start;
  let index = start;
  for (;;) {
    const found = classAt(bytes, index);
    if ((found & HEAD) === 0) return found === lower ? skip(bytes, index, TAIL) : afterCaseless;
    index += widthOf(bytes[index] as number);
    if ((found & CASELESS) !== 0) afterCaseless = index;
  }
}

function skipBreaksAndSlashes(bytes: Uint8Array, from: number): number {
  let index = from;
  for (;;) {
    const byte = bytes[index];
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== SLASH) return index;
    index++;
  }
}

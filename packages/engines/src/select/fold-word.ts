import { CHARACTER_CLASSES, CLASS_OF } from "./character-class.ts";
import { CASED, DIGITS } from "./character-ranges.ts";
import { DOUBLE_FOLDS, LETTER_FOLDS } from "./letter-folds.ts";

const C = CHARACTER_CLASSES;

/**
 * A word as it is matched: lower case, accents and other marks without which it is the same word left out, one form of each
 * letter (`ß` is `ss`, final sigma is sigma, alef is alef), digits of all scripts as ASCII's, full-width forms as the usual ones.
 * The same on every Node version.
 */
export function foldWord(word: string): string {
  let folded = "";
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    const fold = FOLD_OF[unit] as number;
    if (fold >= FIRST_CHARACTER) folded += String.fromCharCode(fold);
    else if (fold > 0) folded += DOUBLES[fold - 1];
    else if (CLASS_OF[unit] !== C.mark && unit !== NUKTA) folded += word.charAt(at);
  }
  return folded;
}

const DOUBLES = Object.values(DOUBLE_FOLDS);
const FIRST_CHARACTER = 0x20;

/** How far full-width forms are from the characters of ASCII. */
const FULL_WIDTH = 0xfee0;

/** The dot below letters of Devanagari: a sign that words are written without, too. */
const NUKTA = 0x093c;

/** For each code unit what it is folded to: nothing else (0), two letters (their number in {@link DOUBLES}), or another unit. */
const FOLD_OF = buildFolds();

function buildFolds(): Uint16Array {
  const folds = new Uint16Array(0x10000);
  foldCase(folds);
  for (const [first, letters] of LETTER_FOLDS) {
    for (let at = 0; at < letters.length; at++) {
      if (letters[at] !== " ") folds[first + at] = letters.charCodeAt(at);
    }
  }
  for (const zero of DIGITS) {
    for (let digit = 0; digit < 10; digit++) folds[zero + digit] = 0x30 + digit;
  }
  for (const [number, letters] of Object.keys(DOUBLE_FOLDS).entries()) {
    for (const letter of letters) folds[letter.charCodeAt(0)] = number + 1;
  }
  return folds;
}

function foldCase(folds: Uint16Array): void {
  for (const [from, to] of CASED) {
    for (let unit = from; unit <= to; unit++) {
      const lower = String.fromCharCode(unit).toLowerCase();
      if (lower.length === 1) folds[unit] = lower.charCodeAt(0);
    }
  }
  for (let unit = 0xff21; unit <= 0xff5a; unit++) folds[unit] = folds[unit - FULL_WIDTH] as number;
}

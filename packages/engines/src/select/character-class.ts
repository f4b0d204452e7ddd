import { CASED, CHARACTER_RANGES, DIGITS, NO_LETTERS, SURROGATES } from "./character-ranges.ts";

/**
 * What a UTF-16 code unit is to segmentation, in every script. Own tables instead of `Intl` and `\p{..}`: those follow the
 * Unicode version of the Node that runs them, and output must not.
 */
export const CHARACTER_CLASSES = {
  /** Punctuation, symbols, controls, and whatever the tables do not know. */
  other: 0,
  space: 1,
  lineBreak: 2,
  /** Quotation marks and brackets that may close a sentence, and the marks of Markdown that do. */
  closer: 3,
  /** Full stops that need no white space behind them: `。`, danda, `؟`, `።`, `។`, `။`. */
  fullStop: 4,
  /** Commas, semicolons and colons of all scripts. */
  pause: 5,
  digit: 6,
  lower: 7,
  upper: 8,
  /** A letter of a script without case, with spaces between words: Arabic, Hebrew, Indic, Ethiopic. */
  letter: 9,
  hangul: 10,
  /** Han and Kana: no spaces between words. */
  wide: 11,
  /** Thai, Lao, Khmer, Myanmar: spaces between phrases only. */
  phrase: 12,
  /** A vowel sign or other mark that belongs to the letter before, and tells words apart. */
  sign: 13,
  /** A mark without which the word is still the same: accents, Arabic and Hebrew vowels, tatweel, joiners. */
  mark: 14,
  /** Half of a character beyond U+FFFF. */
  surrogate: 15,
} as const;

/** Code units by number, then the class of each: see {@link CHARACTER_CLASSES}. */
export const CLASS_OF: Uint8Array = buildClasses();

/** The class of the code unit at an offset; `other` outside of the text. */
export function classAt(text: string, at: number): number {
  // NaN, which charCodeAt gives outside of the text, is no index.
  return CLASS_OF[text.charCodeAt(at)] ?? 0;
}

/** Whether a class is of letters, in any script. */
export function isLetter(characterClass: number): boolean {
  return characterClass >= CHARACTER_CLASSES.lower && characterClass <= CHARACTER_CLASSES.phrase;
}

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  for (const [from, to] of CASED) {
    for (let unit = from; unit <= to; unit++) {
      if (NO_LETTERS.has(unit)) continue;
      const character = String.fromCharCode(unit);
      const isUpper = character.toLowerCase() !== character;
      classes[unit] = isUpper ? CHARACTER_CLASSES.upper : CHARACTER_CLASSES.lower;
    }
  }
  for (const [name, ranges] of CHARACTER_RANGES) {
    for (const range of ranges.split(" ")) {
      const [from = "", to = from] = range.split("-");
      classes.fill(CHARACTER_CLASSES[name], Number.parseInt(from, 16), Number.parseInt(to, 16) + 1);
    }
  }
  for (const zero of [0x30, ...DIGITS]) classes.fill(CHARACTER_CLASSES.digit, zero, zero + 10);
  classes.fill(CHARACTER_CLASSES.surrogate, SURROGATES[0], SURROGATES[1] + 1);
  return classes;
}

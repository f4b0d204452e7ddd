import { CHARACTER_CLASS_RUNS } from "./character-classes.gen.ts";

/**
 * Character classes as bits, so that a set of classes is one number. They partition the code points as the
 * patterns of the encodings need it: `upper` is Lu and Lt, `lower` Ll, `otherLetter` Lm and Lo, `mark` M,
 * `number` N, `space` Rust's `\s` without CR and LF, `newline` CR and LF, `other` the rest (surrogates too).
 */
export const CHARACTER_CLASSES = {
  upper: 1,
  lower: 2,
  otherLetter: 4,
  mark: 8,
  number: 16,
  space: 32,
  newline: 64,
  other: 128,
} as const;

/** `\p{L}`. */
export const LETTER: number = 1 | 2 | 4;

/** Rust's `\s`. */
export const WHITE_SPACE: number = 32 | 64;

/** The letters that stand for the classes in the generated table; upper case, because lengths are lower-case base 36. */
export const CHARACTER_CLASS_LETTERS: Readonly<Record<keyof typeof CHARACTER_CLASSES, string>> = {
  upper: "U",
  lower: "L",
  otherLetter: "O",
  mark: "M",
  number: "N",
  space: "S",
  newline: "R",
  other: "X",
};

/** The byte that ends every text given to a scanner; UTF-8 never holds it. Its class is 0, in no set. */
export const END_OF_TEXT = 0xff;

/** One entry a code point, and one, always 0, for {@link END_OF_TEXT}. */
const classes = new Uint8Array(0x11_0001);

/** Fills the class table on the first call (under a millisecond); scanners need it. */
export function loadCharacterClasses(): void {
  if (classes[0] !== 0) return;
  const bitOf = new Map(
    Object.entries(CHARACTER_CLASS_LETTERS).map(([name, letter]) => [
      letter,
      CHARACTER_CLASSES[name as keyof typeof CHARACTER_CLASSES],
    ]),
  );
  let point = 0;
  for (const [, letter = "", length] of CHARACTER_CLASS_RUNS.matchAll(/([A-Z])([0-9a-z]*)/g)) {
    const end = point + (length ? Number.parseInt(length, 36) : 1);
    classes.fill(bitOf.get(letter) ?? 0, point, end);
    point = end;
  }
}

/** The class of the character whose UTF-8 bytes start at `index`. */
export function classAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index] as number;
  return classes[byte < 0x80 ? byte : codePointAt(bytes, index)] as number;
}

/** Where the run of characters of the classes in `set` that starts at `from` ends. */
export function skip(bytes: Uint8Array, from: number, set: number): number {
  let index = from;
  for (;;) {
    const byte = bytes[index] as number;
    if (byte < 0x80) {
      if (((classes[byte] as number) & set) === 0) return index;
      index++;
    } else {
      if (((classes[codePointAt(bytes, index)] as number) & set) === 0) return index;
      index += widthOf(byte);
    }
  }
}

/** Bytes of the UTF-8 character that starts with `lead`. */
export function widthOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** The code point at `index`, whose byte is not ASCII; {@link END_OF_TEXT} gives the entry after the last one. */
function codePointAt(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] as number;
  const second = (bytes[index + 1] as number) & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  if (lead === END_OF_TEXT) return 0x11_0000;
  const third = (bytes[index + 2] as number) & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return (
    ((lead & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[index + 3] as number) & 0x3f)
  );
}

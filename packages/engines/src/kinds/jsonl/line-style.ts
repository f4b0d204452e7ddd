/** How a program writes JSON on one line. The plain style is that of `JSON.stringify`. */
export interface LineStyle {
  /** A space behind each comma and colon, as Python has it. */
  readonly spaced: boolean;
  /** `\u00e9` for all that is not ASCII, as Python has it. */
  readonly ascii: boolean;
  /** `\u003c` for `<`, `>` and `&`, as Go has it. */
  readonly html: boolean;
  /** `\/` for `/`, as PHP has it. */
  readonly slashes: boolean;
}

/** The style of `JSON.stringify`. */
export const PLAIN_STYLE: LineStyle = { spaced: false, ascii: false, html: false, slashes: false };

/** The names of what a style differs in from the plain one. */
export function styleWords(style: LineStyle): readonly string[] {
  return STYLE_WORDS.filter((word) => style[word]);
}

/** The style that these words name, or `undefined` where one names none. */
export function styleOfWords(words: readonly string[]): LineStyle | undefined {
  if (!words.every((word) => STYLE_WORDS.includes(word as keyof LineStyle))) return undefined;
  const has = (word: keyof LineStyle): boolean => words.includes(word);
  return { spaced: has("spaced"), ascii: has("ascii"), html: has("html"), slashes: has("slashes") };
}

/** The style that lines of JSON seem to have, by what stands in them. */
export function guessStyle(lines: readonly string[]): LineStyle {
  const some = (shape: RegExp): boolean => lines.some((line) => shape.test(line));
  return {
    spaced: lines.length > 0 && lines.filter((line) => SPACED.test(line)).length * 2 > lines.length,
    ascii: some(ESCAPED_LETTER) && !some(BEYOND_ASCII),
    html: some(/\\u003[ce]|\\u0026/),
    slashes: some(/\\\//),
  };
}

/** Minified JSON, as `JSON.stringify` has it, in another style. Linear. */
export function restyle(json: string, style: LineStyle): string {
  let text = style.spaced ? spaced(json) : json;
  if (style.ascii) text = text.replace(/[^\0-\x7e]/g, escaped);
  if (style.html) text = text.replace(/[<>&\u2028\u2029]/g, escaped);
  return style.slashes ? text.replaceAll("/", "\\/") : text;
}

const STYLE_WORDS = [
  "spaced",
  "ascii",
  "html",
  "slashes",
] as const satisfies readonly (keyof LineStyle)[];
const SPACED = /^[[{]"(?:[^"\\]|\\.){0,200}": |^\[[^,"]{0,100}, /;
const ESCAPED_LETTER = /\\u(?!00[01]|003[ce]|0026|d[89a-f])[0-9a-f]{4}/;
const BEYOND_ASCII = /[^\0-\x7e]/;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function spaced(json: string): string {
  return json.replace(TOKEN, (token) => (token.length === 1 ? `${token} ` : token));
}

/** A string, a comma or a colon. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[,:]/g;

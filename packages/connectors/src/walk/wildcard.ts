/** A part of a pattern: a character by its code point, a set of characters, or one of {@link Wild}. */
type Token = number | ReadonlySetOfCharacters | Wild;

type ReadonlySetOfCharacters = (character: number) => boolean;

/**
 * - `any`: one character but `/`.
 * - `some`: any number of them.
 * - `deep`: any number of characters, `/` among them.
 * - `maybe`: the next two, `deep` and a `/`, or neither.
 */
type Wild = "any" | "some" | "deep" | "maybe";

/** Whether a path fits. */
export type PathTest = (path: string) => boolean;

const SLASH = 0x2f;

/**
 * A pattern as git matches it (https://git-scm.com/docs/gitignore): `*`, `?`, `[a-z]`, `[[:alpha:]]`, `\` in front of a character,
 * and with `folders` also `**`. Takes time in proportion to the length of the pattern times that of the path, whatever they are:
 * a repository may be made to stop whoever reads it. Where git takes a pattern for malformed, nothing fits.
 */
export function wildcardTest(
  pattern: string,
  { folders }: { readonly folders: boolean },
): PathTest {
  const plain = pattern.search(/[*?[\\]/);
  if (plain < 0) return (path) => path === pattern;
  // Git compares this much first, so that a `**` right after it stands for folders, whatever is in front.
  const prefix = pattern.slice(0, plain);
  const rest = pattern.slice(plain);
  const suffix = rest.slice(1);
  if (!folders && rest.startsWith("*") && !/[*?[\\]/.test(suffix)) {
    const least = prefix.length + suffix.length;
    return (path) => path.length >= least && path.startsWith(prefix) && path.endsWith(suffix);
  }
  const tokens = tokensOf(rest, folders);
  if (tokens === undefined) return () => false;
  return (path) => path.startsWith(prefix) && fits(path, { from: plain, tokens });
}

/** Follows all ways through the tokens at once. */
function fits(
  path: string,
  { from, tokens }: { readonly from: number; readonly tokens: readonly Token[] },
): boolean {
  let places = new Set<number>();
  reach(0, { places, tokens });
  for (let at = from; at < path.length && places.size > 0; ) {
    const character = path.codePointAt(at) as number;
    at += character > 0xffff ? 2 : 1;
    const next = new Set<number>();
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined || !takes(token, character)) continue;
      reach(token === "some" || token === "deep" ? place : place + 1, { places: next, tokens });
    }
    places = next;
  }
  return places.has(tokens.length);
}

/** Adds a place, and those after it that need no character. */
function reach(
  place: number,
  { places, tokens }: { readonly places: Set<number>; readonly tokens: readonly Token[] },
): void {
  for (let at = place; !places.has(at); at++) {
    places.add(at);
    const token = tokens[at];
    if (token === "maybe") reach(at + 3, { places, tokens });
    else if (token !== "some" && token !== "deep") return;
  }
}

function takes(token: Token, character: number): boolean {
  if (token === "deep") return true;
  if (token === "maybe") return false;
  if (typeof token === "number") return token === character;
  if (character === SLASH) return false;
  return typeof token === "string" || token(character);
}

/** `undefined` for a malformed pattern. */
function tokensOf(pattern: string, folders: boolean): readonly Token[] | undefined {
  const characters = Array.from(pattern);
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; ) {
    const read = tokenAt(characters, at, folders);
    if (read === undefined) return undefined;
    at = read.end;
    // Several `**/` in a row say the same as one, and would be gone through by recursion.
    if (read.tokens[0] === "maybe" && tokens.at(-3) === "maybe") continue;
    tokens.push(...read.tokens);
  }
  return tokens;
}

interface ReadTokens {
  readonly tokens: readonly Token[];
  readonly end: number;
}

function tokenAt(
  characters: readonly string[],
  at: number,
  folders: boolean,
): ReadTokens | undefined {
  const character = characters[at];
  if (character === "*") return starsAt(characters, at, folders);
  if (character === "?") return { tokens: ["any"], end: at + 1 };
  if (character === "[") return setAt(characters, at);
  const literal = character === "\\" ? characters[at + 1] : character;
  if (literal === undefined) return undefined;
  const end = character === "\\" ? at + 2 : at + 1;
  return { tokens: [codeOf(literal)], end };
}

function starsAt(characters: readonly string[], at: number, folders: boolean): ReadTokens {
  let end = at + 1;
  while (characters[end] === "*") end++;
  const next = characters[end];
  const isWhole =
    (at === 0 || characters[at - 1] === "/") &&
    (next === undefined || next === "/" || (next === "\\" && characters[end + 1] === "/"));
  if (!folders || end - at < 2 || !isWhole) return { tokens: ["some"], end };
  return {
    tokens: next === "/" ? ["maybe", "deep", SLASH] : ["deep"],
    end: end + (next === "/" ? 1 : 0),
  };
}

/** Names of classes, of ASCII alone as in git. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are the class.
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** `[a-z]`, `[!a]`; `undefined` where it has no end or an unknown class. */
function setAt(characters: readonly string[], start: number): ReadTokens | undefined {
  const isNegated = ["!", "^"].includes(characters[start + 1] ?? "");
  const members: Member[] = [];
  const close = closeFinder(characters);
  let at = start + (isNegated ? 2 : 1);
  // A `]` in the first place stands for itself.
  do {
    const member = memberAt(characters, at, close);
    if (member === undefined) return undefined;
    members.push(member);
    at = member.end;
  } while (characters[at] !== "]");
  const has = (code: number) => members.some((member) => member.has(code)) !== isNegated;
  return { tokens: [has], end: at + 1 };
}

interface Member {
  readonly has: ReadonlySetOfCharacters;
  readonly end: number;
}

/** Where the first `]` from a place on is, -1 for none; asked for one place after the other it looks at each character once. */
type CloseFinder = (from: number) => number;

function closeFinder(characters: readonly string[]): CloseFinder {
  let close: number | undefined;
  return (from) => {
    if (close === undefined || (close >= 0 && close < from)) close = characters.indexOf("]", from);
    return close;
  };
}

function memberAt(
  characters: readonly string[],
  at: number,
  close: CloseFinder,
): Member | undefined {
  if (characters[at] === "[" && characters[at + 1] === ":") {
    const named = classAt(characters, at, close(at + 2));
    if (named !== "none") return named;
  }
  const first = literalAt(characters, at);
  if (first === undefined) return undefined;
  const { code, end } = first;
  const isRange = characters[end] === "-" && ![undefined, "]"].includes(characters[end + 1]);
  if (!isRange) return { has: (one) => one === code, end };
  const last = literalAt(characters, end + 1);
  if (last === undefined) return undefined;
  // Its first character counts by itself, also where the range is the wrong way round.
  const has = (one: number) => one === code || (one >= code && one <= last.code);
  return { has, end: last.end };
}

/** `none` where there is a `[:` and no `:]`, which are characters like others. */
function classAt(
  characters: readonly string[],
  at: number,
  end: number,
): Member | "none" | undefined {
  if (end < 0) return undefined;
  if (end === at + 2 || characters[end - 1] !== ":") return "none";
  const name = characters.slice(at + 2, end - 1).join("");
  const fitting = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  return fitting && { has: (code) => fitting.test(String.fromCodePoint(code)), end: end + 1 };
}

function literalAt(
  characters: readonly string[],
  at: number,
): { readonly code: number; readonly end: number } | undefined {
  const isEscaped = characters[at] === "\\";
  const character = characters[isEscaped ? at + 1 : at];
  if (character === undefined) return undefined;
  return { code: codeOf(character), end: at + (isEscaped ? 2 : 1) };
}

function codeOf(character: string): number {
  return character.codePointAt(0) as number;
}

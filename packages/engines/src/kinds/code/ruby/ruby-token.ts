/** What a token of Ruby is. `name`: no keyword where it stands; `string`: any literal in quotes, symbols, regular expressions. */
export type RubyTokenKind =
  | "word"
  | "name"
  | "constant"
  | "label"
  | "variable"
  | "number"
  | "string"
  | "mark";

/** A token of Ruby outside of strings. */
export interface RubyToken {
  readonly text: string;
  readonly kind: RubyTokenKind;
  /** Whether a statement begins with it: the first on its line where the line before does not go on, or behind a `;`. */
  readonly starts: boolean;
  readonly spaced: boolean;
  /** Offset of its first character. */
  readonly at: number;
}

/** Whether a value must follow a token: an `if` then opens a block, a `/` a regular expression, a `{` a hash. */
export function expectsValue(before: RubyToken | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "mark") return !/^[)\]}]$/.test(before.text);
  return before.kind === "label" || (before.kind === "word" && EXPECTING.has(before.text));
}

/** Whether a statement goes on on the next line behind a token. */
export function goesOn(before: RubyToken | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === "mark") return !/^[)\]}{;|]$/.test(before.text);
  if (before.kind === "label") return true;
  return before.kind === "word" && GOING_ON.has(before.text);
}

/** Whether a word is one of the language's own. */
export function isRubyKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}

const EXPECTING: ReadonlySet<string> = new Set(
  "and begin break case do else elsif ensure if in next not or rescue return then unless until when while yield".split(
    " ",
  ),
);

const GOING_ON: ReadonlySet<string> = new Set(["and", "not", "or"]);

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "BEGIN END alias and begin break case class def defined? do else elsif end ensure false for if in module next nil not or " +
    "redo rescue retry return self super then true undef unless until when while yield"
  ).split(" "),
);

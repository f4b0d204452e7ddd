import type { ScriptTokens } from "./script-tokens.ts";

/** Reads over tokens. A position is the index of a token; `end` is behind the last one that may be read. */
export class ScriptCursor {
  readonly tokens: ScriptTokens;

  constructor(tokens: ScriptTokens) {
    this.tokens = tokens;
  }

  /** The text of a token, `""` behind the last. */
  text(at: number): string {
    return this.tokens.texts[at] ?? "";
  }

  isWord(at: number): boolean {
    return this.tokens.kinds[at] === "word";
  }

  /** Texts of tokens from `from` up to `to`, separated by single spaces. */
  slice(from: number, to: number): string {
    return this.tokens.texts.slice(from, to).join(" ");
  }

  /** Behind a token, or behind the closing bracket where it opens one. */
  behind(at: number): number {
    return (this.tokens.partners[at] ?? at) + 1;
  }

  /** Whether a line break in front of a token ends the statement or member before it. */
  endsBefore(at: number): boolean {
    if (this.tokens.breaks[at] !== true) return false;
    const before = this.text(at - 1);
    const complete =
      this.tokens.kinds[at - 1] === "punctuator"
        ? COMPLETE.has(before)
        : !(this.isWord(at - 1) && INCOMPLETE.has(before));
    return complete && !this.#continues(at);
  }

  /** Like {@link endsBefore}; no `[` of an array type stands on a new line. */
  #endsTypeBefore(at: number): boolean {
    return this.endsBefore(at) || (this.text(at) === "[" && this.tokens.breaks[at] === true);
  }

  #continues(at: number): boolean {
    const text = this.text(at);
    if (this.isWord(at)) return CONTINUING_WORDS.has(text);
    if (this.tokens.kinds[at] !== "punctuator") return this.tokens.kinds[at] === "template";
    if (text === "!") return this.text(at + 1) === "=";
    return !STARTING.has(text);
  }

  /** Behind `<...>` that begins at `at`; brackets inside count as one. */
  behindAngles(at: number, end: number): number {
    let depth = 0;
    const limit = Math.min(end, at + LONGEST_ANGLES);
    for (let next = at; next < limit; next = this.behind(next)) {
      const text = this.text(next);
      if (text === "<") depth++;
      else if (text === ">" && --depth === 0) return next + 1;
      else if (text === ";") return next;
    }
    return Math.min(end, at + 1);
  }

  /**
   * Behind a type that begins at `at`: up to `{` where a type cannot have one, or `=`, `,`, `;`, a closing bracket, `end`, or
   * a line break that ends it.
   */
  behindType(at: number, end: number): number {
    let operand = true;
    let next = at;
    while (next < end) {
      const text = this.text(next);
      if (TYPE_ENDS.has(text) || (text === "{" && !operand)) return next;
      if (!operand && next > at && this.#endsTypeBefore(next)) return next;
      if (text === "<") {
        next = this.behindAngles(next, end);
        continue;
      }
      operand = TYPE_OPERATORS.has(text);
      next = this.behind(next);
    }
    return Math.min(next, end);
  }
}

/** Tokens between `<` and `>` at most, so that a `<` without its `>` costs no more. */
const LONGEST_ANGLES = 1000;

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Punctuators that can end a statement or a type. */
const COMPLETE = words(") ] } ++ -- > ! ?");

/** Words that cannot. */
const INCOMPLETE = words(
  "as await case delete else extends implements import in infer instanceof is keyof new of readonly satisfies throw typeof void",
);

const CONTINUING_WORDS = words("as extends implements in instanceof is of satisfies");

/** Punctuators that begin a statement or member rather than go on with one. */
const STARTING = words("@ ++ -- ~ } #");

const TYPE_ENDS = words("= , ; ) ] }");

const TYPE_OPERATORS = words(
  ": | & => ? . < abstract asserts extends infer is keyof new readonly typeof unique - +",
);

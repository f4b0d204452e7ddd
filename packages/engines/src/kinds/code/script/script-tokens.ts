/** What a token is. Template literals and JSX elements are one token each, whatever code stands inside them. */
export type ScriptTokenKind =
  | "word"
  | "number"
  | "string"
  | "template"
  | "regex"
  | "jsx"
  | "punctuator";

/** Tokens of TypeScript or JavaScript, comments and white space left out. */
export interface ScriptTokens {
  readonly length: number;
  readonly texts: readonly string[];
  readonly kinds: readonly ScriptTokenKind[];
  /** Whether a line break stands before a token. */
  readonly breaks: readonly boolean[];
  /** For an opening bracket the index of its closing one. */
  readonly partners: readonly number[];
  /** Offsets of comments: where each begins. */
  readonly comments: ReadonlySet<number>;
}

/** How the scanner leaves the stack when a closing bracket comes. */
export type FrameKind =
  | "("
  | "["
  | "{"
  | "template"
  | "jsx-braces"
  | "jsx-tag"
  | "jsx-end-tag"
  | "jsx-children";

/** An open bracket, template literal or JSX element. */
export interface Frame {
  readonly kind: FrameKind;
  /** Index of the token, where it is one. */
  readonly token: number;
  /** For `(`: whether it holds the condition of `if`, `while`, `for`, `with`. For `{`: whether it is a block. */
  readonly statement: boolean;
}

/** Collects tokens; those inside template literals and JSX elements are not kept. */
export class TokenList implements ScriptTokens {
  readonly texts: string[] = [];
  readonly kinds: ScriptTokenKind[] = [];
  readonly breaks: boolean[] = [];
  readonly partners: number[] = [];
  readonly comments = new Set<number>();
  breakBefore = false;
  /** Text and kind of the latest token, kept or not. */
  latest = "";
  latestKind: ScriptTokenKind | "none" = "none";
  /** Whether the latest token is a word behind a dot, a property. */
  latestIsProperty = false;
  /** Whether the latest token closed a condition or a block, so that an expression may begin. */
  latestEndsStatement = false;

  get length(): number {
    return this.texts.length;
  }

  /** Notes a token, and keeps it unless it stands inside another; answers its index, -1 where it is not kept. */
  push(text: string, kind: ScriptTokenKind, kept: boolean): number {
    this.latestIsProperty = kind === "word" && this.latest === ".";
    this.latestEndsStatement = false;
    this.latest = text;
    this.latestKind = kind;
    if (!kept) return -1;
    this.texts.push(text);
    this.kinds.push(kind);
    this.breaks.push(this.breakBefore);
    this.breakBefore = false;
    return this.texts.length - 1;
  }

  /** Whether an expression may begin here, so that `/` is a regular expression and `<` may be JSX. */
  get expectsExpression(): boolean {
    if (this.latestKind === "none") return true;
    if (this.latestKind === "word")
      return !this.latestIsProperty && BEFORE_EXPRESSION.has(this.latest);
    if (this.latestKind !== "punctuator") return false;
    if (this.latest === ")" || this.latest === "}") return this.latestEndsStatement;
    return this.latest !== "]" && this.latest !== "++" && this.latest !== "--";
  }
}

const BEFORE_EXPRESSION: ReadonlySet<string> = new Set(
  "await case default delete do else extends in instanceof new of return throw typeof void yield".split(
    " ",
  ),
);

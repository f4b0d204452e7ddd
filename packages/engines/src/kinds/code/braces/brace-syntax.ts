/** How a language with braces is written, as far as telling its tokens apart needs it. */
export interface BraceSyntax {
  /** What begins a comment that ends with its line. */
  readonly lineComments: readonly string[];
  /** What only looks like the beginning of a line comment: `#[` of attributes. */
  readonly notComments?: readonly string[];
  readonly blockComment?: BlockComment;
  /**
   * Comments that are part of the program (`//go:build`), matched against the first 40 characters of a line comment that begins
   * its line. They become tokens of the kind `directive`.
   */
  readonly keptComments?: RegExp;
  /** Forms of string and character literals; where several fit, the first one counts. */
  readonly strings: readonly StringForm[];
  /**
   * Literals that no table can describe: answers the offset behind a literal that begins at `at`, -1 where it has no end, and
   * `undefined` where none begins. `specialStarts` holds every character that one can begin with.
   */
  readonly special?: (text: string, at: number) => number | undefined;
  readonly specialStarts?: string;
  /** What begins a preprocessor line when it is the first thing on its line; a backslash continues the line. */
  readonly directive?: "#";
  /** Characters other than letters, digits, `_` and all beyond ASCII that names are made of, for example `$` or `@`. */
  readonly wordCharacters?: string;
  /** A quote that may stand between the digits of a number: `1'000`. */
  readonly digitSeparator?: "'";
  /** Where code stands inside other text: what begins it, and what ends it (also in a line comment). */
  readonly embedded?: { readonly open: readonly string[]; readonly close: string };
}

/** A comment with an end of its own. */
export interface BlockComment {
  readonly open: string;
  readonly close: string;
  /** Whether such comments may stand in each other. */
  readonly nested: boolean;
}

/** One way to write a string or character. */
export interface StringForm {
  /** Prefix and opening quote. */
  readonly open: string;
  readonly close: string;
  /** What takes the meaning from the character behind it; a doubled closing quote stands for itself. */
  readonly escape: "backslash" | "doubled" | "none";
  readonly multiline: boolean;
  /** What begins and ends code inside; an opening that is doubled stands for itself where `doubled` is set. */
  readonly interpolation?: {
    readonly open: string;
    readonly close: ")" | "}";
    readonly doubled: boolean;
  };
}

/** A string between double quotes on one line, with backslashes. */
export const PLAIN_STRING: StringForm = {
  open: '"',
  close: '"',
  escape: "backslash",
  multiline: false,
};

/** A character between single quotes, with backslashes. */
export const PLAIN_CHARACTER: StringForm = { ...PLAIN_STRING, open: "'", close: "'" };

/** What begins and ends a comment in C and its heirs. */
export const STARRED_COMMENT: BlockComment = { open: "/*", close: "*/", nested: false };

import type { BraceTokens } from "./brace-tokens.ts";

/**
 * What stands between the braces behind a head. `code` is left out of the list of definitions; `whole` is taken over token by
 * token; `members` are definitions themselves; `choices` are too, and a comma ends one (constants of an `enum`).
 */
export type BodyRole = "choices" | "code" | "members" | "whole";

/** What a word in the head of a definition says about its body. */
export interface HeadWord {
  readonly body: BodyRole;
  /** Whether it counts only where a name follows: words that are names, too (`record`), or stand elsewhere (`T : class {`). */
  readonly named?: boolean;
}

/** How a language with braces writes definitions, as far as listing them needs it. What it does not know stays whole. */
export interface BraceGrammar {
  /** Words that tell what the braces of a definition hold. The first one in a head counts. */
  readonly words: Readonly<Record<string, HeadWord>>;
  /** What braces hold where the head has no such word. */
  readonly otherwise: BodyRole;
  /** First tokens of statements that define nothing, one space between them: `import`, `extern crate`. */
  readonly unlisted: readonly string[];
  /** Overrules `unlisted` for a statement that begins at `at`; `undefined` for no opinion. */
  readonly listsAt?: (tokens: BraceTokens, at: number) => boolean | undefined;
  /** Preprocessor lines that define nothing. */
  readonly unlistedDirective?: RegExp;
  /** Tokens that begin a value, which is left out of the list; `=` where nothing is said. */
  readonly values?: readonly string[];
  /** Words of definitions whose value is what they define: `type A = B`. */
  readonly aliases?: readonly string[];
  /** Words behind which round brackets hold a list of definitions: `const ( ... )` of Go. */
  readonly groups?: readonly string[];
  /** Whether a line break before a token ends a definition. Where nothing is said, none does. */
  readonly endsBefore?: (tokens: BraceTokens, at: number) => boolean;
  /** Overrules the words: what the braces at `open` hold; `head` where they belong to the head, `undefined` for no opinion. */
  readonly bodyAt?: (tokens: BraceTokens, place: BracePlace) => BodyRole | "head" | undefined;
  /** The index behind something that begins at `at` and is complete in itself, such as `#![...]`; `at` where nothing is. */
  readonly alone?: (tokens: BraceTokens, at: number) => number;
}

/** An opening brace and where it stands. */
export interface BracePlace {
  /** Index of the brace. */
  readonly open: number;
  /** Index at which the head before it begins. */
  readonly start: number;
  /** What the braces around it hold. */
  readonly inside: BodyRole;
}

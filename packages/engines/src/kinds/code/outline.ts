/** Levels of the code ladder, most faithful first. What a level folds, every later one folds too. */
export const FOLD_LEVELS = ["comments", "signatures", "symbols"] as const;

/** One of {@link FOLD_LEVELS}. */
export type FoldLevel = (typeof FOLD_LEVELS)[number];

/** Whole lines that a level may leave out while the rest still parses. */
export interface Fold {
  /** 1-based, inclusive. */
  readonly first: number;
  /** 1-based, inclusive. */
  readonly last: number;
  /** The most faithful level that leaves it out. */
  readonly level: FoldLevel;
  /** What stands before its marker: in Python the `... ` statement of a body that would be empty. */
  readonly indent: string;
}

/** A definition that others are members of, for example a class. */
export interface Scope {
  /** First line of its head, from 1. */
  readonly first: number;
  /** Last line, its closing brace included. */
  readonly last: number;
}

/** What the structure of a code file allows to leave out. */
export interface Outline {
  /** By first line; where one holds another, the larger comes first. */
  readonly folds: readonly Fold[];
  /** By first line; where one holds another, the larger comes first. */
  readonly scopes: readonly Scope[];
  /** First lines of definitions, ascending. */
  readonly heads: readonly number[];
  /** Whether the source parses. */
  readonly clean: boolean;
}

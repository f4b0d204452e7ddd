/**
 * How a search tool lays its results out: `paths` puts `path:12:` before each match (`path-13-` before context), `headings`
 * names a file once above `12:text` (or never, where one file was searched), `unnumbered` is `path:text`, `counts` is
 * `path:12` and nothing more, `list` is one path a line.
 */
export type SearchShape = "paths" | "headings" | "unnumbered" | "counts" | "list";

/** A line of search output. */
export type SearchLine =
  | { readonly type: "match" | "context"; readonly path: string; readonly at: Place }
  | { readonly type: "heading"; readonly path: string }
  /** A separator, a blank line, a message of the tool, or what could not be read. */
  | { readonly type: "other"; readonly text: string };

/** Where a match or a line of context stands in its file, as digits, and what stands there. */
export interface Place {
  /** Digits; empty where the output has no line numbers. */
  readonly number: string;
  /** Digits; empty where the output has no columns. */
  readonly column: string;
  readonly text: string;
}

/** Search output, read. */
export interface SearchResults {
  readonly shape: SearchShape;
  /** Whether matches have columns. */
  readonly columns: boolean;
  /** One entry a line, in order. */
  readonly lines: readonly SearchLine[];
}

/** A match or a line of context. */
export type NumberedLine = Extract<SearchLine, { readonly at: Place }>;

/** What stands behind the number of a line: a colon behind a match's, a dash behind context's. */
export function markOf({ type }: NumberedLine): ":" | "-" {
  return type === "match" ? ":" : "-";
}

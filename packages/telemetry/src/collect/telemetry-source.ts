import type { CompletionEntry, JsonValue } from "@tokenpak/core";

/** A place where session logs of one agent are found. */
export interface TelemetrySource {
  /** Of the agent, and the `observer` of its records: `claude-code`, `codex`, `gemini-cli`, `opencode`, ... */
  readonly name: string;
  /**
   * Folders (or single files) to look in; those that do not exist yet are looked for again. Only what `formatOf` knows is read there.
   */
  readonly roots: readonly string[];
  /**
   * How to read a file, by its path relative to its root, with `/` between names (a root that is a file: its name); `undefined` for
   * one that is no log. A file that several sources know belongs to the first of them.
   */
  formatOf(relativePath: string): LogFormat | undefined;
}

/** How to read a file of a certain kind. */
export type LogFormat = LineFormat | DocumentFormat | DatabaseFormat;

/** A file that is only ever appended to: one JSON value a line. */
export interface LineFormat {
  readonly kind: "lines";
  /**
   * Whether a line may say anything; asked before it is parsed, with its bytes as they stand in the file, without the line end. They
   * are overwritten afterwards. Default: every line.
   */
  mayMatter?(line: Buffer): boolean;
  /** What is remembered from line to line, as it is before the first: plain JSON, saved with the position in the file. */
  start(file: LogFile): LineState;
  /**
   * What a line says. Changes `state` in place; throws for nothing. It may be asked for a line again, after the file was cut or copied:
   * the ids of its records say that they are known.
   */
  read(value: JsonValue, at: LinePlace): readonly CompletionEntry[];
}

/** Plain JSON with named fields. */
export type LineState = { [name: string]: JsonValue | undefined };

/** Where a line stands, and what is remembered there. */
export interface LinePlace {
  readonly file: LogFile;
  readonly state: LineState;
  /**
   * Of the line's first byte in the file: with the file it names the line, as long as the file is only appended to. An id that is made
   * of it has to depend on what the line says, too.
   */
  readonly offset: number;
}

/** A file that is rewritten as a whole: read again when its size or time changed. Its records' ids say which are known already. */
export interface DocumentFormat {
  readonly kind: "document";
  read(text: string, file: LogFile): readonly CompletionEntry[];
}

/** A SQLite database of another program: opened for reading only. */
export interface DatabaseFormat {
  readonly kind: "database";
  /**
   * What came after `cursor`, in batches of bounded size, each with the cursor behind it. Throws what SQLite says: it is tried again,
   * from the last cursor that came.
   */
  read(path: string, cursor: JsonValue | undefined): Iterable<DatabaseBatch>;
}

export interface DatabaseBatch {
  readonly entries: readonly CompletionEntry[];
  readonly cursor: JsonValue;
}

/** A file of a source. */
export interface LogFile {
  /** Absolute. */
  readonly path: string;
  /** The root that it was found under, absolute. */
  readonly root: string;
  /** From the root, with `/` between names. */
  readonly relativePath: string;
}

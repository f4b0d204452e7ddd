/** What a patch says, line by line, as the checks read it. */
export type Change = FileChange | HunkStart | ChangedLine | TornLine | OtherLine;

/** The lines above the hunks of a file. */
export interface FileChange {
  readonly type: "file";
  /** Index of its first line. */
  readonly at: number;
  /** Status, names and modes, and for binary files the hashes; equal for the same file in every notation. */
  readonly identity: string;
  /** Index of the line with hashes that are not in `identity`, -1 where there is none. */
  readonly hashes: number;
}

/** A line of coordinates. */
export interface HunkStart {
  readonly type: "hunk";
  readonly at: number;
  /** The numbers of its next old and new line. */
  readonly old: number;
  readonly next: number;
  /** What stands behind the coordinates. */
  readonly section: string;
  /** Whether as many lines follow as it says. */
  readonly met: boolean;
}

/** A line of a hunk, with the numbers that the next old and the next new line have there. */
export interface ChangedLine {
  readonly type: "line";
  readonly at: number;
  readonly sign: string;
  readonly old: number;
  readonly next: number;
  readonly text: string;
}

/** The remark that the line above has no line break. */
export interface TornLine {
  readonly type: "torn";
  readonly at: number;
  readonly text: string;
}

/** A line outside of headers and hunks. */
export interface OtherLine {
  readonly type: "other";
  readonly at: number;
  readonly text: string;
}

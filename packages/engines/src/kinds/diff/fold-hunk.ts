/** A hunk header without its counts, which the lines below it imply. */
export interface FoldedHunk {
  readonly starts: readonly [number, number];
  /** Empty, or a space and a text. */
  readonly section: string;
}

/** Writes a hunk header without counts: `@@ -12 +14 function load()`; `undefined` where that would not read back. */
export function foldHunk({ starts, section }: FoldedHunk): string | undefined {
  const isSafe = section === "" || (section.startsWith(" ") && !section.startsWith(" @@"));
  return isSafe ? `@@ -${starts[0]} +${starts[1]}${section}` : undefined;
}

/** Reads what {@link foldHunk} wrote; `undefined` for any other line. */
export function unfoldHunk(line: string): FoldedHunk | undefined {
  const match = line.startsWith("@@ -") ? SHAPE.exec(line) : null;
  if (match === null) return undefined;
  const [, old, next, section = ""] = match;
  return { starts: [Number(old), Number(next)], section };
}

/** Whether a line is one of those that stand below a hunk header. */
export function isHunkLine(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 32 || first === 43 || first === 45 || first === 92;
}

const SHAPE = /^@@ -(\d{1,9}) \+(\d{1,9})((?! @@) .*)?$/s;

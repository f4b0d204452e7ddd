/** Signs that begin a line of ours, in front of a number: those of lists, quotations, definitions and headings. */
const NUMBERED = /^((?:[->:# ]|\d{1,9}\. )*)(\d{1,9})\.(?= |$)/;
const SIGN = /^(?:#{1,6}(?= |$)|`{3}|~{3}|\|)/;
/** What a marker looks like, in a comment or not. */
const MARKER =
  /^[ \t]*(?:\.\.\. {1,2}# |\/\/ |# |-- |\/\* |<!-- )?\.{3,64} (?=\d{1,12} [a-z]{3,8}|[a-z]{3,8} \d)/;

/**
 * Where a backslash keeps a line of text from being read as something else: as a heading, a numbered item, a fence, a row of a
 * table, or a marker of ours. -1 where it cannot be.
 */
export function escapePlace(line: string): number {
  if (isMarkerLike(line)) return line.search(/\.{3}/);
  if (SIGN.test(line)) return 0;
  const numbered = NUMBERED.exec(line);
  if (numbered === null) return -1;
  const [, signs = "", number = ""] = numbered;
  const first = /\d/.exec(signs);
  if (first === null) return signs.length + number.length;
  return signs.indexOf(".", first.index);
}

/** A line of text as it may stand at the beginning of a line of ours. */
export function escapeStart(line: string): string {
  const at = escapePlace(line);
  return at < 0 ? line : `${line.slice(0, at)}\\${line.slice(at)}`;
}

/** Whether a line could be read as a marker. */
export function isMarkerLike(line: string): boolean {
  return line.length <= 400 && line.includes("...") && MARKER.test(line);
}

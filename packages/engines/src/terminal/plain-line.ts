/** Escape sequences of terminals (ECMA-48): CSI such as colours, OSC such as links and titles, and the two-character ones. */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of control characters
  /\u001b\[[0-?]{0,64}[ -/]{0,8}[@-~]|\u001b\][^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\)|\u001b[ -/]{0,4}[0-Z\\^-~]/g;

/**
 * A line as a terminal shows it: without escape sequences and without a final `\r`; of a line that carriage returns wrote over
 * (a progress bar), what was written last. Takes one line, without its `\n`.
 */
export function plainLine(line: string): string {
  const bare = line.includes("\u001b") ? line.replace(ESCAPES, "") : line;
  if (!bare.includes("\r")) return bare;
  let end = bare.length;
  while (end > 0 && bare[end - 1] === "\r") end--;
  return bare.slice(bare.lastIndexOf("\r", end - 1) + 1, end);
}

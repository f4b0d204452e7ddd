/** A line of somebody's file, safe to show on a terminal: control characters, which could steer it, become `?`. */
export function printable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
  return line.replaceAll("\t", "  ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");
}

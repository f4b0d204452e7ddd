/**
 * A line of somebody's file, safe to show on a terminal: control characters, which could steer it, and marks that would turn the
 * direction of what follows or break its line become `?`.
 */
export function printable(line: string): string {
  return line.replaceAll("\t", "  ").replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    "?",
  );
}

/**
 * A line of somebody's file, safe to show on a terminal: control characters, which could steer it, and marks that would turn the
 * direction of what follows or break its line become `?`.
 */
export function printable(line: string): string {
  return line.replaceAll("\t", "  ").replace(STEERING, "?");
}

/** {@link printable} of a text of lines, which stay as they are otherwise, tabs too. */
export function printableText(text: string): string {
  return text.replace(STEERING, (character) => ("\t\r\n".includes(character) ? character : "?"));
}

/** JSON that says the same and steers no terminal: what JSON leaves as it is and {@link printable} does not is escaped. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    STEERING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

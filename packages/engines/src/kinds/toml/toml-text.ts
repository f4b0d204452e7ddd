const UNREADABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|.\ufeff|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Whether a text holds what TOML does not allow, or line ends of Windows beside strings over several lines, whose value would
 * then depend on the reader.
 */
export function isUnreadableToml(text: string): boolean {
  if (UNREADABLE.test(text)) return true;
  return text.includes("\r") && (text.includes('"""') || text.includes("'''"));
}

/** A text without byte order mark and carriage returns. */
export function plainToml(text: string): string {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  return body.includes("\r") ? body.replaceAll("\r\n", "\n") : body;
}

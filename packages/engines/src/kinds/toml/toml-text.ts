// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const UNREADABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Whether a text holds what TOML does not allow, or line ends of Windows beside strings over several lines, whose value would
 * then depend on the reader.
 */
export function isUnreadableToml(text: string): boolean {
  if (UNREADABLE.test(text) || text.indexOf("\ufeff", 1) > 0) return true;
  if (SURROGATE.test(text) && LONE_SURROGATE.test(text)) return true;
  if (!text.includes("\r")) return false;
  return /\r(?!\n)/.test(text) || text.includes('"""') || text.includes("'''");
}

/** A text without byte order mark and carriage returns. */
export function plainToml(text: string): string {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  return body.includes("\r") ? body.replaceAll("\r\n", "\n") : body;
}

/** What YAML does not allow, or takes for a line break in one version only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const UNREADABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/;
const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text holds characters that no reader here takes. */
export function isUnreadable(text: string): boolean {
  if (UNREADABLE.test(text) || text.indexOf("\ufeff", 1) > 0) return true;
  if (text.includes("\r") && /\r(?!\n)/.test(text)) return true;
  return SURROGATE.test(text) && LONE_SURROGATE.test(text);
}

/** A text without byte order mark and carriage returns. */
export function plainText(text: string): string {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  return body.includes("\r") ? body.replaceAll("\r\n", "\n") : body;
}

/** A text without the spaces and tabs at its end. Other white space belongs to values. */
export function trimBack(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** A text without the spaces and tabs at its beginning. */
export function trimFront(text: string): string {
  let from = 0;
  while (from < text.length && isBlank(text.charCodeAt(from))) from += 1;
  return from === 0 ? text : text.slice(from);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Controls other than white space and escape, code points without a character, private ones, U+FFFD. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape begins the colours of what a terminal was sent
const UNLIKELY = /[\p{Cn}\p{Co}\uFFFD]|(?![\t\n\v\f\r\u001b])\p{Cc}/u;

/** Whether a text holds characters that none has: then its bytes were something else. */
export function hasUnlikelyCharacter(text: string): boolean {
  return UNLIKELY.test(text);
}

/** A paragraph on one line, so that no sentence ends where its lines wrap; `\n` and `\r\n` become spaces, and offsets stay. */
export function unwrapped(text: string): string {
  return text.includes("\r")
    ? text.replaceAll("\r\n", "  ").replaceAll("\n", " ")
    : text.replaceAll("\n", " ");
}

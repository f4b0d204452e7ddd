/** A comment without the white space at its end. */
export function cut(comment: string): string {
  let size = comment.length;
  while (comment.charAt(size - 1) === " " || comment.charAt(size - 1) === "\t") size -= 1;
  return comment.slice(0, size);
}

/** Whether an odd number of backslashes stands before an offset. */
export function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0;
  while (at - count > from && text.charAt(at - count - 1) === "\\") count += 1;
  return count % 2 === 1;
}

/** Takes a backslash at the end of a line, and all white space behind it, out of a text. */
export function joinLines(text: string): string {
  return text.includes("\\")
    ? text.replace(/\\(?:([ \t]*\n[ \t\n]*)|([\s\S]))/g, (whole, space) =>
        space === undefined ? whole : "",
      )
    : text;
}

/** A text with its escapes resolved. */
export function plain(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:[uU](?:[0-9a-fA-F]{8}|[0-9a-fA-F]{4})|.)/g, (whole) => {
    const sign = whole.slice(1);
    if (!/^[uU]/.test(sign)) return SIGNS.get(sign) ?? sign;
    const digits = sign.startsWith("u") ? 4 : 8;
    const character = String.fromCodePoint(Number.parseInt(sign.slice(1, digits + 1), 16));
    return character + sign.slice(digits + 1);
  });
}

const SIGNS = new Map([
  ["b", "\b"],
  ["t", "\t"],
  ["n", "\n"],
  ["f", "\f"],
  ["r", "\r"],
]);

const PLAIN_FIRST = /[^\s,[\]{}#&*!|>'"%@`?:-]/;

/** Whether a document marker stands at the beginning of a line. */
export function isMarker(text: string, at: number): boolean {
  const three = text.slice(at, at + 3);
  return (three === "---" || three === "...") && /^\s?$/.test(text.slice(at + 3, at + 4));
}

/** Whether the dash of an item stands at an offset of a line that ends at another. */
export function isDashAt(text: string, at: number, end: number): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  return at + 1 >= end || text.charCodeAt(at + 1) === 32;
}

/** Whether a colon that ends a key stands at an offset. */
export function isColon(text: string, at: number, end: number): boolean {
  return text[at] === ":" && (at + 1 >= end || text[at + 1] === " ");
}

/** Whether a plain scalar may begin at an offset. */
export function isPlainFirst(text: string, at: number): boolean {
  const first = text[at] as string;
  if (PLAIN_FIRST.test(first)) return true;
  return (
    (first === "-" || first === ":" || first === "?") && /[^\s,[\]{}]/.test(text[at + 1] ?? " ")
  );
}

/** Where a plain scalar ends on its line, and whether a colon makes it a key; -1 where it holds a tab. */
export function plainEnd(text: string, from: number, end: number): { end: number; isKey: boolean } {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 9) return { end: -1, isKey: false };
    if (code === 58 && (at + 1 === end || text.charCodeAt(at + 1) === 32)) {
      return { end: at, isKey: true };
    }
    if (code === 35 && text.charCodeAt(at - 1) === 32) return { end: at, isKey: false };
  }
  return { end, isKey: false };
}

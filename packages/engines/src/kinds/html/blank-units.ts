/** Where a stretch of words ends that begins at an offset: a single space between two words is a part of it. */
export function wordsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (isBlank(unit)) {
      const isSingle = unit === 32 && at > from && at + 1 < text.length;
      if (!isSingle || isBlank(text.charCodeAt(at + 1))) break;
    }
    at++;
  }
  return at;
}

/** Whether a UTF-16 unit is white space on a page, or a character without a shape. */
export function isBlank(unit: number): boolean {
  if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13 && unit !== 11);
  return unit === 0xa0 || isShapeless(unit);
}

/** A place where a word may be parted, or a byte order mark. */
export function isShapeless(unit: number): boolean {
  return unit === 0xad || unit === 0x200b || unit === 0xfeff;
}

import { CHARACTER_CLASSES, classAt, WHITE_SPACE, widthOf } from "./character-classes.ts";

/**
 * The end of the piece of white space at `start`, as `\s*[\r\n]+|\s+(?!\S)|\s+` finds it: through the last line
 * break of the run; else all of a run that ends the text; else all but the run's last character, which belongs to
 * the next piece; else that one character.
 */
export function scanLineBreaksOrSpace(bytes: Uint8Array, start: number): number {
  let afterBreak = start;
  for (let index = start; ; ) {
    const found = classAt(bytes, index);
    if ((found & WHITE_SPACE) === 0) break;
    index += widthOf(bytes[index] as number);
    if (found === CHARACTER_CLASSES.newline) afterBreak = index;
  }
  return afterBreak > start ? afterBreak : scanSpace(bytes, start);
}

/** The same for `\s+(?!\S)|\s+`, where line breaks are like other white space. */
export function scanSpace(bytes: Uint8Array, start: number): number {
  let last = start;
  let index = start;
  while ((classAt(bytes, index) & WHITE_SPACE) !== 0) {
    last = index;
    index += widthOf(bytes[index] as number);
  }
  return classAt(bytes, index) === 0 || last === start ? index : last;
}

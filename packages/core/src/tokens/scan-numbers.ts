import { CHARACTER_CLASSES, classAt, widthOf } from "./character-classes.ts";

/** The end of `\p{N}{1,3}` at `start`, where a number character stands. */
export function scanUpToThreeNumbers(bytes: Uint8Array, start: number): number {
  let index = start;
  for (let taken = 0; taken < 3; taken++) {
    if (classAt(bytes, index) !== CHARACTER_CLASSES.number) break;
    index += widthOf(bytes[index] as number);
  }
  return index;
}

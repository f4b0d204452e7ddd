import { CHARACTER_CLASSES, classAt, LETTER, skip } from "./character-classes.ts";
import { scanContraction } from "./scan-contraction.ts";
import { scanSpace } from "./scan-white-space.ts";

const SPACE = 0x20;
const SYMBOL: number = CHARACTER_CLASSES.other | CHARACTER_CLASSES.mark;

/**
 * The pattern of gpt2, r50k_base, p50k_base and p50k_edit:
 * `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
 */
export function scanGpt2(bytes: Uint8Array, start: number): number {
  const contraction = scanContraction(bytes, start);
  if (contraction > start) return contraction;
  const from = bytes[start] === SPACE ? start + 1 : start;
  const first = classAt(bytes, from);
  if ((first & LETTER) !== 0) return skip(bytes, from, LETTER);
  if ((first & CHARACTER_CLASSES.number) !== 0) return skip(bytes, from, CHARACTER_CLASSES.number);
  if ((first & SYMBOL) !== 0) return skip(bytes, from, SYMBOL);
  return scanSpace(bytes, start);
}

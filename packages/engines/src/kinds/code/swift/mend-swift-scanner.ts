/** `calloc(0, 4)` as the whole body of a function: no locals, two constants, a call of the first import. */
const NO_MEMORY: readonly number[] = [
  0x0c, 0x00, 0x41, 0x00, 0x41, 0x04, 0x10, 0x80, 0x80, 0x80, 0x80, 0x00, 0x0b,
];

/** Index of the constant that says how many. */
const COUNT_AT = 3;

/**
 * Answers the grammar with one byte changed: its scanner asks for 0 times 4 bytes to keep its state in, and then writes to
 * what belongs to others, so that how a text is read depends on those before it. A grammar without that fault stays as it is.
 */
export function mendSwiftScanner(wasm: Uint8Array): Uint8Array {
  const at = indexOf(wasm, NO_MEMORY);
  if (at < 0) return wasm;
  const mended = Uint8Array.from(wasm);
  mended[at + COUNT_AT] = 1;
  return mended;
}

function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

const APOSTROPHE = 0x27;
const LONG_S = [0xc5, 0xbf] as const;

/** The end of `'s|'t|'re|'ve|'m|'ll|'d` at `start`, or `start` where there is none. */
export function scanContraction(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== APOSTROPHE) return start;
  return start + suffixLength(bytes[start + 1] as number, bytes[start + 2] as number);
}

/** The same under `(?i:...)`, whose Unicode case folding also takes U+017F, the long s, for an s. */
export function scanAnyCaseContraction(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== APOSTROPHE) return start;
  const first = bytes[start + 1] as number;
  const second = bytes[start + 2] as number;
  if (first === LONG_S[0] && second === LONG_S[1]) return start + 3;
  return start + suffixLength(lowerCase(first), lowerCase(second));
}

/** Length of the apostrophe and what follows it; 0 where the letters are no contraction. */
function suffixLength(first: number, second: number): number {
  switch (first) {
    case 0x73: // s
    case 0x74: // t
    case 0x6d: // m
    case 0x64: // d
      return 2;
    case 0x72: // re
    case 0x76: // ve
      return second === 0x65 ? 3 : 0;
    case 0x6c: // ll
      return second === 0x6c ? 3 : 0;
    default:
      return 0;
  }
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

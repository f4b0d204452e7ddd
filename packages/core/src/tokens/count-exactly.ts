import type { BytePairEncoder } from "./byte-pair-encoder.ts";
import { encodeUtf8 } from "./utf8-text.ts";

/** Tokens in `text`. */
export function countExactly(encoder: BytePairEncoder, text: string): number {
  const { bytes, end } = encodeUtf8(text);
  let tokens = 0;
  for (let from = 0; from < end; ) {
    const to = encoder.scan(bytes, from);
    tokens += encoder.countPiece(bytes, from, to);
    from = to;
  }
  return tokens;
}

/** The ids of the tokens in `text`. */
export function encodeExactly(encoder: BytePairEncoder, text: string): number[] {
  const { bytes, end } = encodeUtf8(text);
  const ids: number[] = [];
  for (let from = 0; from < end; ) {
    const to = encoder.scan(bytes, from);
    const starts = encoder.splitPiece(bytes, from, to);
    for (let token = 0; token < starts.length; token++) {
      const next = token + 1 < starts.length ? (starts[token + 1] as number) : to;
      ids.push(encoder.idOf(bytes, starts[token] as number, next));
    }
    from = to;
  }
  return ids;
}

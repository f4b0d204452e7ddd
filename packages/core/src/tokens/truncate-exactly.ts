import type { BytePairEncoder } from "./byte-pair-encoder.ts";
import { END_OF_TEXT } from "./character-classes.ts";
import { encodeUtf8, unitsIn } from "./utf8-text.ts";

/** Up to this many bytes around the limit, every character border is tried. */
const WINDOW = 64;
/**
 * A shorter text may be cut into other pieces near its end, because a piece depends on what follows: white space
 * and capitals look ahead to the end of their run, which reaches over two more pieces at most. Pieces further back
 * stay as they are.
 */
const PIECES_BACK = 4;

/**
 * The longest prefix found with at most `maxTokens` tokens, counted as a text of its own; never half a character.
 * The search looks around the token at which the limit is passed; its time depends on the prefix, not on `text`.
 */
export function truncateExactly(encoder: BytePairEncoder, text: string, maxTokens: number): string {
  // So many tokens reach no further, and a byte is never more than one UTF-16 unit.
  const { bytes, end } = encodeUtf8(text.slice(0, (maxTokens + 1) * encoder.longestToken));
  const limit = findLimit(encoder, bytes, { end, maxTokens });
  if (limit === undefined) return text;
  for (const cut of candidates(encoder, bytes, limit)) {
    if (countTo(encoder, bytes, { ...limit, cut }) <= maxTokens) {
      return text.slice(0, unitsIn(bytes, cut));
    }
  }
  return truncateExactly(encoder, text.slice(0, unitsIn(bytes, limit.from)), maxTokens);
}

/** Where counting passes `maxTokens`. */
interface Limit {
  /** Start of a piece a few pieces before, and the tokens up to there. */
  readonly from: number;
  readonly tokens: number;
  /** The piece that is too much, and how many of its tokens are not. */
  readonly pieceStart: number;
  readonly pieceEnd: number;
  readonly allowed: number;
  /** End of the text. */
  readonly end: number;
}

function findLimit(
  encoder: BytePairEncoder,
  bytes: Uint8Array,
  { end, maxTokens }: { readonly end: number; readonly maxTokens: number },
): Limit | undefined {
  /** The last pieces' starts, and the tokens before each: rings. */
  const starts = new Float64Array(PIECES_BACK);
  const totals = new Float64Array(PIECES_BACK);
  let tokens = 0;
  let piece = 0;
  for (let from = 0; from < end; piece++) {
    const to = encoder.scan(bytes, from);
    const added = encoder.countPiece(bytes, from, to);
    const oldest = piece < PIECES_BACK ? 0 : piece % PIECES_BACK;
    if (tokens + added > maxTokens) {
      return {
        from: starts[oldest] as number,
        tokens: totals[oldest] as number,
        pieceStart: from,
        pieceEnd: to,
        allowed: maxTokens - tokens,
        end,
      };
    }
    starts[piece % PIECES_BACK] = from;
    totals[piece % PIECES_BACK] = tokens;
    tokens += added;
    from = to;
  }
  return undefined;
}

/** Ends to try, the longest first. */
function* candidates(encoder: BytePairEncoder, bytes: Uint8Array, limit: Limit): Generator<number> {
  const { pieceStart, pieceEnd, allowed, from } = limit;
  if (pieceEnd - pieceStart > WINDOW) {
    const tokenStarts = encoder.splitPiece(bytes, pieceStart, pieceEnd).slice(0, allowed + 1);
    for (let index = allowed, step = 1; index > 0; index -= step, step *= 2) {
      yield characterStart(bytes, tokenStarts[index] as number);
    }
  }
  const last = Math.min(limit.end, pieceStart + WINDOW);
  for (let cut = last; cut > Math.max(from, pieceStart - WINDOW); cut--) {
    if (cut === limit.end || characterStart(bytes, cut) === cut) yield cut;
  }
}

/** Tokens of the text's first `cut` bytes. */
function countTo(
  encoder: BytePairEncoder,
  bytes: Uint8Array,
  { from, tokens, cut }: { readonly from: number; readonly tokens: number; readonly cut: number },
): number {
  const covered = bytes[cut] as number;
  bytes[cut] = END_OF_TEXT;
  let total = tokens;
  for (let start = from; start < cut; ) {
    const to = encoder.scan(bytes, start);
    total += encoder.countPiece(bytes, start, to);
    start = to;
  }
  bytes[cut] = covered;
  return total;
}

/** The start of the character that the byte at `index` belongs to. */
function characterStart(bytes: Uint8Array, index: number): number {
  let start = index;
  while (((bytes[start] as number) & 0xc0) === 0x80) start--;
  return start;
}

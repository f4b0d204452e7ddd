import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ExactEncoding } from "./encodings.ts";
import type { TokenBytes } from "./rank-table.ts";

const SPACE = 0x20;
const BANG = 0x21;
const PADDING = 0x3d;
const BASE64_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Base64 characters take at least this many per token, separator included: `IQ== `. */
const SHORTEST_TOKEN = 5;

/** Reads an encoding's vocabulary from @dqbd/tiktoken's data file: synchronous, a few megabytes, not kept by Node. */
export function loadTokenBytes(encoding: ExactEncoding): TokenBytes {
  const path = createRequire(import.meta.url).resolve(`@dqbd/tiktoken/encoders/${encoding}.json`);
  const { bpe_ranks } = JSON.parse(readFileSync(path, "latin1")) as { bpe_ranks: string };
  return parseTokenBytes(`${bpe_ranks}\n`);
}

/**
 * Parses `bpe_ranks`: lines of `! <first rank> <token> <token> ...`, tokens in padded base64, ranks ascending.
 * Ranks between two lines are unused.
 */
function parseTokenBytes(text: string): TokenBytes {
  const digits = base64Values();
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let starts = new Uint32Array(Math.ceil(text.length / SHORTEST_TOKEN) + 1);
  let count = 0;
  let end = 0;
  let at = 0;
  while (at < text.length) {
    if (text.charCodeAt(at) === BANG) {
      const space = text.indexOf(" ", at + 2);
      const first = Number(text.slice(at + 2, space));
      if (first > count) starts = skipRanks(starts, { count, first, end });
      count = first;
      at = space + 1;
    }
    starts[count++] = end;
    for (; text.charCodeAt(at) > SPACE; at += 4) {
      const third = text.charCodeAt(at + 2);
      const fourth = text.charCodeAt(at + 3);
      const group =
        ((digits[text.charCodeAt(at)] as number) << 18) |
        ((digits[text.charCodeAt(at + 1)] as number) << 12) |
        ((digits[third] as number) << 6) |
        (digits[fourth] as number);
      bytes[end] = group >> 16;
      bytes[end + 1] = group >> 8;
      bytes[end + 2] = group;
      end += fourth !== PADDING ? 3 : third !== PADDING ? 2 : 1;
    }
    at++;
  }
  starts[count] = end;
  return { bytes: bytes.slice(0, end), starts: starts.slice(0, count + 1) };
}

/** Makes the ranks from `count` to `first` empty tokens, with room for as many more. */
function skipRanks(
  starts: Uint32Array,
  { count, first, end }: { readonly count: number; readonly first: number; readonly end: number },
): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(starts.length + first - count);
  longer.set(starts);
  longer.fill(end, count, first);
  return longer;
}

function base64Values(): Uint8Array {
  const values = new Uint8Array(128);
  for (let value = 0; value < 64; value++) values[BASE64_DIGITS.charCodeAt(value)] = value;
  return values;
}

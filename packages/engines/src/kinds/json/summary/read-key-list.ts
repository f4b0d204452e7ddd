import { BARE_LETTERS } from "../bare-letters.ts";
import { quotedEnd } from "../json-scanner.ts";

const BRACED = /\{([^{}"]+)\}(_[A-Za-z0-9-]+)/y;
const BARE = new RegExp(`[${BARE_LETTERS}.@/+-]+`, "y");

/** The keys that a line of a summary begins with, and the offset behind them. */
export interface KeyList {
  readonly keys: readonly string[];
  readonly end: number;
}

/** Reads keys from an offset: `a,"b c",{d,e}_url` are four. `undefined` where there is none. */
export function readKeyList(text: string, from: number): KeyList | undefined {
  const keys: string[] = [];
  for (let at = from; ; ) {
    const found = readOne(text, at);
    if (found === undefined) return undefined;
    keys.push(...found.keys);
    if (text[found.end] !== ",") return { keys, end: found.end };
    at = found.end + 1;
  }
}

function readOne(text: string, at: number): KeyList | undefined {
  if (text[at] === '"') {
    const end = quotedEnd(text, at);
    return end < 0 ? undefined : { keys: [JSON.parse(text.slice(at, end)) as string], end };
  }
  BRACED.lastIndex = at;
  const braced = BRACED.exec(text);
  if (braced !== null) {
    const [whole, stems = "", suffix = ""] = braced;
    return { keys: stems.split(",").map((stem) => stem + suffix), end: at + whole.length };
  }
  BARE.lastIndex = at;
  const bare = BARE.exec(text)?.[0];
  return bare === undefined ? undefined : { keys: [bare], end: at + bare.length };
}

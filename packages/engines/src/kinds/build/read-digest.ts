import { readMarker } from "@tokenpak/core";
import { unfoldLines } from "../../fold/unfold-lines.ts";

/** A digest, read back. */
export interface ReadDigest {
  /** Lines of the source that are left out, as the marker says. */
  readonly left: number;
  /** Lines of the source, as the marker says. */
  readonly total: number;
  /** Lines of the source that are shown, in order. */
  readonly shown: readonly string[];
  readonly claims: readonly Claim[];
}

/** What a shown line is said to stand for. */
export interface Claim {
  /** Index in `shown`. */
  readonly at: number;
  readonly count: number;
  readonly of: "like" | "equal" | "pair";
}

/** Reads a digest; `undefined` where it has no marker at its head, or another marker below. */
export function readDigest(
  body: string,
  { sigil, isFolded }: { readonly sigil: string; readonly isFolded: boolean },
): ReadDigest | undefined {
  const end = body.indexOf("\n");
  const marker = end < 0 ? undefined : readMarker(body.slice(0, end), sigil);
  if (marker === undefined || marker.unit !== "line" || marker.from !== 1) return undefined;
  const rest = body.slice(end + 1);
  const lines = (isFolded ? unfoldLines(rest) : rest).split("\n");
  const shown: string[] = [];
  const claims: Claim[] = [];
  for (const line of lines) {
    const claim = line.startsWith(`${sigil} `) ? readClaim(line.slice(sigil.length)) : undefined;
    if (claim !== undefined) claims.push({ at: shown.length, count: claim.count, of: claim.of });
    else if (readMarker(line, sigil) !== undefined) return undefined;
    shown.push(claim?.line ?? line);
  }
  return { left: marker.count, total: marker.to, shown, claims };
}

const MEANINGS = { "lines like": "like", "lines equal": "equal", "items equal": "pair" } as const;

/** A claim behind its dots, and the line that it is made of. */
function readClaim(
  text: string,
): { readonly count: number; readonly of: Claim["of"]; readonly line: string } | undefined {
  const match = /^ (\d{1,9}) (lines like|lines equal|items equal): /.exec(text);
  if (match === null) return undefined;
  const of = MEANINGS[match[2] as keyof typeof MEANINGS];
  return { count: Number(match[1]), of, line: text.slice(match[0].length) };
}

import { formatMarker, type Marker, type MarkerStyle, readMarker } from "@tokenpak/core";
import { foldLines } from "../../fold/fold-lines.ts";
import type { Source } from "../../ladder/source.ts";
import type { DigestLine } from "./digest-line.ts";
import type { BuildLines } from "./read-build-lines.ts";

/**
 * A digest as text: a marker for all that is left out, then lines as they are in the source, in order. A line that stands for
 * more is written behind what it stands for, with the marker's dots, so that no line of the source can be taken for it:
 *
 *     ... 47 lines like:  ✓ src/a.test.ts (5 tests) 3ms     the source has 47 lines of this sort (see sortOfLine)
 *     ... 11 lines equal: src/shop.h:4:12: warning: ...     the source has this line 11 times
 *     ... 2 items equal: warning: unused variable: `x`      the source has this line and the next one, together, twice
 */
export function writeDigest(
  lines: BuildLines,
  digest: readonly DigestLine[],
  { sigil = "..." }: MarkerStyle,
): string[] {
  return digest.map(({ at, count, stands }) => {
    const text = lines.texts[at] as string;
    if (stands === "itself") return text;
    const unit = stands === "pair" ? "items" : "lines";
    return `${sigil} ${count} ${unit} ${stands === "like" ? "like" : "equal"}: ${text}`;
  });
}

/** A digest below its marker, and what the marker stands for. */
export interface RenderedDigest {
  readonly body: string;
  readonly markers: readonly (Marker & { readonly source: string })[];
}

/** A digest with its marker; `isFolded`: in the notation of {@link foldLines}, where that is one. */
export function renderDigest(
  source: Source,
  {
    lines,
    digest,
    isFolded,
  }: {
    readonly lines: BuildLines;
    readonly digest: readonly DigestLine[];
    readonly isFolded: boolean;
  },
  style: MarkerStyle,
): RenderedDigest {
  const written = writeDigest(lines, digest, style).join("\n");
  const text = isFolded ? foldedDigest(written, style) : written;
  const shown = new Set(digest.map(({ at }) => at));
  const total = lines.texts.length;
  const marker: Marker = { unit: "line", from: 1, to: total, count: total - shown.size };
  const left: string[] = [];
  for (let at = 0; at < total; at++)
    if (!shown.has(at))
      left.push(source.text.slice(source.lineStart(at + 1), source.lineEnd(at + 1)));
  return {
    body: `${formatMarker(marker, style)}\n${text}`,
    markers: [{ ...marker, source: left.join("") }],
  };
}

/** The digest's notation that nobody can take for a marker; the digest itself where there is none. */
function foldedDigest(written: string, { sigil }: MarkerStyle): string {
  const folded = foldLines(written);
  const isMistakable = folded?.split("\n").some((line) => readMarker(line, sigil) !== undefined);
  return folded === undefined || isMistakable === true ? written : folded;
}

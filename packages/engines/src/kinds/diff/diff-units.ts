import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { UNIT_TIERS, type Unit } from "../../select/unit.ts";
import { isGenerated } from "./generated-file.ts";
import { plainPatch } from "./plain-patch.ts";
import { type PatchPart, readPatch } from "./read-patch.ts";
import { hunksBehind } from "./write-diff.ts";

/**
 * What a limit may leave out: hunks in pieces of a few lines, each piece with the coordinates and the file that it belongs to,
 * those of generated files last; other lines in pieces.
 */
export function diffUnits(source: Source, request: RungRequest): readonly Unit[] {
  const patch = readPatch(plainPatch(source.text));
  const stretches: Stretch[] = [];
  const unread = new Set<number>();
  let header: number | undefined;
  let isTool = false;
  for (const [at, part] of patch.parts.entries()) {
    if (part.type === "other") header = undefined;
    if (part.type === "header") {
      header = stretches.length;
      isTool = isGenerated(patch, part, hunksBehind(patch, at));
    }
    const first = stretches.length;
    stretches.push(...piecesOf(source, part, { header, first }));
    if (!isTool || part.type !== "hunk") continue;
    for (let piece = first; piece < stretches.length; piece++) unread.add(piece);
  }
  const ranked = rankUnits(source.text, stretches, request);
  return ranked.map((unit, at) =>
    unread.has(at) && unit.tier > UNIT_TIERS.match
      ? { ...unit, tier: UNIT_TIERS.rest, score: -1 }
      : unit,
  );
}

/** Lines of a hunk, or of other text, that are kept or left out as one. */
const PIECE = 12;

function piecesOf(
  source: Source,
  part: PatchPart,
  { header, first }: { readonly header: number | undefined; readonly first: number },
): Stretch[] {
  const last = Math.min(part.to, source.lineCount);
  const pieces: Stretch[] = [];
  const step = part.type === "header" ? part.to - part.from : PIECE;
  for (let from = part.from; from < last; from += step) {
    const parent = part.type !== "hunk" ? undefined : pieces.length > 0 ? first : header;
    pieces.push({
      from: source.lineStart(from + 1),
      to: source.lineEnd(Math.min(last, from + step)),
      structural: part.type === "header",
      mayReport: false,
      passage: part.type === "hunk" ? (header ?? first) : first,
      ...(parent === undefined ? {} : { parent }),
    });
  }
  return pieces;
}

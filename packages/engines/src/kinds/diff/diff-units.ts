import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { UNIT_TIERS, type Unit } from "../../select/unit.ts";
import { isGenerated } from "./generated-file.ts";
import { plainPatch } from "./plain-patch.ts";
import { type HunkPart, hunksBehind, type Patch, type PatchPart, readPatch } from "./read-patch.ts";

/**
 * What a limit may leave out: changed lines in pieces, each with the coordinates and the file that it belongs to, so that none
 * stands without them; unchanged lines and hashes after all changed ones; of generated files everything but their names last.
 */
export function diffUnits(source: Source, request: RungRequest): readonly Unit[] {
  const patch = readPatch(plainPatch(source.text));
  const pieces: Piece[] = [];
  let header: number | undefined;
  let rank: Rank = "changed";
  for (const [at, part] of patch.parts.entries()) {
    if (part.type === "hunk") {
      pieces.push(...hunkPieces(patch, part, { header, rank, first: pieces.length }));
      continue;
    }
    header = part.type === "header" ? pieces.length : undefined;
    if (part.type === "header") {
      rank = isGenerated(patch, part, hunksBehind(patch, at)) ? "generated" : "changed";
    } else rank = "changed";
    pieces.push(...otherPieces(patch, part, pieces.length));
  }
  return rankPieces(source, pieces, request);
}

type Rank = "name" | "changed" | "around" | "generated";

/** Lines from one index to before another that are kept or left out as one. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly rank: Rank;
  readonly parent: number | undefined;
  readonly passage: number;
}

/** Changed lines, or lines outside of hunks, that are kept or left out as one. */
const MOST_LINES = 8;

function rankPieces(source: Source, pieces: readonly Piece[], request: RungRequest): Unit[] {
  const all = pieces.filter(({ from }) => from < source.lineCount);
  const stretches = all.map(
    ({ from, to, rank, parent, passage }): Stretch => ({
      from: source.lineStart(from + 1),
      to: source.lineEnd(Math.min(to, source.lineCount)),
      structural: rank === "name",
      mayReport: false,
      passage,
      ...(parent === undefined ? {} : { parent }),
    }),
  );
  return rankUnits(source.text, stretches, request).map((unit, at) => {
    const { rank } = all[at] as Piece;
    if (unit.tier <= UNIT_TIERS.match || rank === "name" || rank === "changed") return unit;
    return { ...unit, tier: UNIT_TIERS.rest, score: rank === "around" ? -1 : -2 };
  });
}

/** The line that names a file apart from the others of its header, which say little more; other text in a few lines each. */
function otherPieces(
  { lines }: Patch,
  { type, from, to }: Exclude<PatchPart, HunkPart>,
  first: number,
): Piece[] {
  if (type === "header") {
    const isNamed = lines[from]?.startsWith("diff --git ") === true;
    const at = isNamed ? indexLine(lines, from, to) : to;
    const name: Piece = { from, to: at, rank: "name", parent: undefined, passage: first };
    if (at === to) return [name];
    return [name, { ...name, from: at, to, rank: "around", parent: first }];
  }
  const pieces: Piece[] = [];
  for (let at = from; at < to; at += MOST_LINES) {
    const end = Math.min(to, at + MOST_LINES);
    pieces.push({ from: at, to: end, rank: "changed", parent: undefined, passage: first });
  }
  return pieces;
}

/** Where the lines begin that only repeat the names and give hashes; the end where names are told by them alone. */
function indexLine(lines: readonly string[], from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const line = lines[at] as string;
    if (line.startsWith("index ") || line.startsWith("--- ")) return at;
    if (line.startsWith("Binary ") || line.startsWith("GIT ")) return to;
  }
  return to;
}

function hunkPieces(
  { lines }: Patch,
  hunk: HunkPart,
  place: { readonly header: number | undefined; readonly rank: Rank; readonly first: number },
): Piece[] {
  const { header, rank, first } = place;
  const passage = header ?? first;
  const pieces: Piece[] = [
    { from: hunk.from, to: hunk.from + 1, rank: "generated", parent: header, passage },
  ];
  let from = hunk.from + 1;
  for (let at = from; at < hunk.to; at++) {
    const isLast = at + 1 === hunk.to;
    const isChanged = isChange(lines[at] as string);
    const goesOn = !isLast && isChange(lines[at + 1] as string) === isChanged;
    if (goesOn && at + 1 - from < MOST_LINES) continue;
    const own: Rank = isChanged ? rank : "around";
    pieces.push({ from, to: at + 1, rank: own, parent: first, passage });
    from = at + 1;
  }
  return pieces;
}

/** Remarks on the end of a file belong to the line above, mostly a changed one. */
function isChange(line: string): boolean {
  return line.startsWith("+") || line.startsWith("-") || line.startsWith("\\");
}

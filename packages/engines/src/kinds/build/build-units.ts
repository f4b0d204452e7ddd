import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { scoreByQuery } from "../../select/score-by-query.ts";
import { UNIT_TIERS, type Unit } from "../../select/unit.ts";
import { decideFates, type Fates } from "./decide-fates.ts";
import type { DigestLine } from "./digest-line.ts";
import { type BuildLines, readBuildLines } from "./read-build-lines.ts";
import { selectDigest } from "./select-digest.ts";

/**
 * What a limit may leave out of a build's output: errors first, then warnings, failing tests with what is told of them, final
 * counts, one line of each sort of noise, then the rest. What the digest leaves out comes last, whatever it says.
 */
export function buildUnits(source: Source, request: RungRequest): readonly Unit[] {
  const lines = readBuildLines(source.text);
  const fates = decideFates(lines);
  const digest = new Map(
    selectDigest(lines, fates, () => false).map((line) => [line.at, line] as const),
  );
  const preserved = preservedSpans(source.text, request.preserve);
  const matches =
    request.query === undefined ? undefined : scoreByQuery(lines.texts, request.query);
  return lines.texts.map((_, at): Unit => {
    const from = source.lineStart(at + 1);
    const to = source.lineEnd(at + 1);
    const head = fates.heads[at] as number;
    const isTold = head >= 0 && head < at && digest.has(head) && digest.has(at);
    const place = isTold ? { from, to, parent: head } : { from, to };
    const match = matches?.[at] ?? 0;
    if (preserved.touches(from, to)) return { ...place, tier: UNIT_TIERS.preserved, score: match };
    const rank = rankOf(lines, fates, { at, line: digest.get(at) });
    if (match > 0 && rank.tier > UNIT_TIERS.match)
      return { ...place, tier: UNIT_TIERS.match, score: match };
    return { ...place, tier: rank.tier, score: rank.score + match };
  });
}

interface Rank {
  readonly tier: number;
  readonly score: number;
}

const ERROR = UNIT_TIERS.error;

function rankOf(
  { texts }: BuildLines,
  { shapes, heads }: Fates,
  { at, line }: { readonly at: number; readonly line: DigestLine | undefined },
): Rank {
  const shape = shapes[at];
  if (line === undefined) return { tier: UNIT_TIERS.rest, score: shape === "blank" ? -2 : -1 };
  if (shape === "summary") return { tier: ERROR, score: 6 };
  const head = heads[at] as number;
  if (head < 0) return { tier: UNIT_TIERS.rest, score: line.stands === "itself" ? 2 : 1 };
  const isTold = head < at;
  const text = texts[head] as string;
  if (shapes[head] !== "report") return { tier: ERROR, score: isTold ? 4 : 5 };
  const isError =
    /\b(?:error|fatal|panic|ERR)\b|Error|Exception|^E /i.test(text) ||
    !/warn|note|info/i.test(text);
  return { tier: ERROR, score: (isError ? 5 : 3) - (isTold ? tellsPlace(shape) : 0) };
}

/** The place of a report comes with it, everything else told of it after other reports. */
function tellsPlace(shape: string | undefined): number {
  return shape === "location" ? 0 : 1.5;
}

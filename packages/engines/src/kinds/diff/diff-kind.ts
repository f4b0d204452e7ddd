import type { Draft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { equalPatches } from "./check/equal-patches.ts";
import { verifyContext } from "./check/verify-context.ts";
import { contextDraft } from "./context-draft.ts";
import { decodeDiff } from "./decode-diff.ts";
import { diffUnits } from "./diff-units.ts";
import { isGenerated } from "./generated-file.ts";
import { looksLikeDiff } from "./looks-like-diff.ts";
import { isColoured, plainPatch } from "./plain-patch.ts";
import { type Patch, readPatch } from "./read-patch.ts";
import { hunksBehind, type WriteOptions, writeDiff } from "./write-diff.ts";

/**
 * Patches: unified diffs of git, `diff -u` and others, alone or in commits and mails. `folded` writes each file's header and
 * each hunk's coordinates once; `headers` leaves out what nothing that applies a patch needs; `context-1` and `context-0` leave
 * out unchanged lines; `summary` counts the lines of lock files and other generated files. Combined diffs stay as they are.
 */
export const diffKind: KindProcessor = {
  name: "diff",
  version: 1,
  kind: "diff",
  looksLike: looksLikeDiff,
  *rungs(source, request) {
    const patch = readPatch(plainPatch(source.text));
    if (patch.parts.every(({ type }) => type === "other")) return;
    const options = { whole: true, context: undefined, keeps: no, isCounted: no };
    if (!isColoured(source.text)) {
      yield* encoded("byte-exact", patch, { ...options, exact: true });
    }
    yield* encoded("value-exact", patch, { ...options, exact: false });
    const keeps = keeper(source, request);
    for (const context of [1, 0]) {
      const rung = { level: `context-${context}`, grade: "facts-verified", context } as const;
      const draft = contextDraft(source, patch, { ...rung, keeps, isCounted: no });
      if (draft !== undefined) yield draft;
    }
    const counted = countedParts(patch, keeps);
    if (counted.size === 0) return;
    const isCounted = (part: number): boolean => counted.has(part);
    const rung = { level: "summary", grade: "extractive", context: 0 } as const;
    const summary = contextDraft(source, patch, { ...rung, keeps, isCounted });
    if (summary !== undefined) yield summary;
  },
  units: diffUnits,
  verify: ({ text }, output) => verifyContext(text, output),
  decoders: { diff1: decodeDiff },
  equalValues: equalPatches,
};

const no = (): boolean => false;

function* encoded(
  grade: "byte-exact" | "value-exact",
  patch: Patch,
  options: WriteOptions,
): Generator<Draft> {
  const written = writeDiff(patch, options);
  if (written === undefined) return;
  const level = grade === "byte-exact" ? "folded" : "headers";
  yield { type: "encoded", level, grade, body: written.lines.join("\n") };
}

/** Tells which lines `preserve` touches, by index. */
function keeper(source: Source, { preserve }: RungRequest): WriteOptions["keeps"] {
  const preserved = preservedSpans(source.text, preserve);
  if (preserved.isEmpty) return no;
  return (from, to) => preserved.touches(source.lineStart(from + 1), source.lineEnd(to));
}

/** The headers of generated files whose hunks may be counted instead of written. */
function countedParts(patch: Patch, keeps: WriteOptions["keeps"]): ReadonlySet<number> {
  const counted = new Set<number>();
  for (const [at, part] of patch.parts.entries()) {
    if (part.type !== "header") continue;
    const hunks = hunksBehind(patch, at);
    const last = hunks.at(-1);
    if (last === undefined || !isGenerated(patch, part, hunks)) continue;
    if (!keeps(part.from, last.to)) counted.add(at);
  }
  return counted;
}

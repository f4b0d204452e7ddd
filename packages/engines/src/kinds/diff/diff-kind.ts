import type { Draft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { equalPatches } from "./check/equal-patches.ts";
import { verifyContext } from "./check/verify-context.ts";
import { contextDraft } from "./context-draft.ts";
import { decodeDiff } from "./decode-diff.ts";
import { diffUnits } from "./diff-units.ts";
import { generatedCuts } from "./generated-cuts.ts";
import { looksLikeDiff } from "./looks-like-diff.ts";
import { isColoured, plainPatch } from "./plain-patch.ts";
import { type Patch, readPatch } from "./read-patch.ts";
import { type WriteOptions, writeDiff } from "./write-diff.ts";

/**
 * Patches: unified diffs of git, `diff -u` and others, alone or in commits and mails. `folded` writes each file's header and
 * each hunk's coordinates once; `headers` leaves out what nothing that applies a patch needs; `context-1` and `context-0` leave
 * out unchanged lines; `reviewed` leaves the hunks of lock files and other generated files out. Combined diffs stay as they are.
 */
export const diffKind: KindProcessor = {
  name: "diff",
  version: 1,
  kind: "diff",
  looksLike: looksLikeDiff,
  *rungs(source, request) {
    const patch = readPatch(plainPatch(source.text));
    if (patch.parts.every(({ type }) => type === "other")) return;
    const options = { whole: true, context: undefined, keeps: no };
    if (!isColoured(source.text)) {
      yield* encoded("byte-exact", patch, { ...options, exact: true });
    }
    yield* encoded("value-exact", patch, { ...options, exact: false });
    const keeps = keeper(source, request);
    for (const context of [1, 0]) {
      const draft = contextDraft(source, patch, { context, keeps });
      if (draft !== undefined) yield draft;
    }
    const cuts = generatedCuts(source, patch, keeps);
    if (cuts.length > 0) yield { type: "cuts", level: "reviewed", grade: "extractive", cuts };
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

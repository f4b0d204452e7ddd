import { chooseSigil, DEFAULT_SIGIL, type MarkerStyle } from "@tokenpak/core";
import { foldLines } from "../../fold/fold-lines.ts";
import { unfoldLines } from "../../fold/unfold-lines.ts";
import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { buildUnits } from "./build-units.ts";
import { decideFates } from "./decide-fates.ts";
import { looksLikeBuild } from "./looks-like-build.ts";
import { mustStay } from "./must-stay.ts";
import { type BuildLines, readBuildLines } from "./read-build-lines.ts";
import { selectDigest } from "./select-digest.ts";
import { verifyDigest } from "./verify-digest.ts";
import { renderDigest } from "./write-digest.ts";

/**
 * Output of compilers, linters, test runners and package managers. Rungs: `fold`, every line in a shorter notation; `digest`,
 * every report with its place, code and message, every failing test with what was expected, the final counts, and one line for
 * each sort of noise with the count of its lines; `folded`, the digest in the notation of `fold`, where that is much shorter.
 */
export const buildKind: KindProcessor = {
  name: "build",
  version: 1,
  kind: "build",
  looksLike: looksLikeBuild,
  *rungs(source, request) {
    const folded = foldLines(source.text);
    if (folded !== undefined) {
      yield { type: "encoded", level: "fold", grade: "byte-exact", body: folded };
    }
    yield* digests(source, request);
  },
  units: buildUnits,
  verify: verifyDigest,
  decoders: { build1: unfoldLines },
};

function* digests(source: Source, request: RungRequest): Generator<ComputedDraft> {
  const lines = readBuildLines(source.text);
  const fates = decideFates(lines);
  const digest = selectDigest(lines, fates, mustStay(source, lines, request));
  if (digest.length === 0 || digest.length === lines.texts.length) return;
  if (hidesMarkers(source.text, lines)) return;
  const written = new Map<string, ReturnType<typeof renderDigest>>();
  const rendered = (isFolded: boolean, style: MarkerStyle) => {
    const key = `${isFolded} ${style.sigil ?? DEFAULT_SIGIL}`;
    const known = written.get(key) ?? renderDigest(source, { lines, digest, isFolded }, style);
    written.set(key, known);
    return known;
  };
  yield {
    type: "computed",
    level: "digest",
    grade: "facts-verified",
    render: (style) => rendered(false, style),
  };
  if (rendered(true, {}).body.length > rendered(false, {}).body.length * FOLD_PAYS) return;
  yield {
    type: "computed",
    level: "folded",
    grade: "facts-verified",
    render: (style) => rendered(true, style),
  };
}

/** Reports in plain words are easier to read than their fold: it must be this much shorter. */
const FOLD_PAYS = 0.75;

/** Whether a line reads like a marker of ours only without its colours: no sigil is then sure to be ours. */
function hidesMarkers(text: string, { texts }: BuildLines): boolean {
  if (!text.includes("\u001b") && !text.includes("\r")) return false;
  return chooseSigil(text) !== chooseSigil(texts.join("\n"));
}

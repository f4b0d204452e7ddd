import { chooseSigil } from "@tokenpak/core";
import type { Cut } from "../../ladder/draft.ts";
import { renderCuts } from "../../ladder/render-cuts.ts";
import type { Source } from "../../ladder/source.ts";
import { type CutChoice, chooseCuts } from "./choose-cuts.ts";
import { definitionsOf } from "./code-definitions.ts";
import type { CodeLanguage } from "./code-language.ts";
import { lineCommentOf } from "./code-languages.ts";
import { type CodePart, codeParts, linesBefore } from "./code-parts.ts";
import { FOLD_LEVELS, type FoldLevel } from "./outline.ts";
import { outlineCode } from "./outline-code.ts";
import { passingCuts } from "./passing-cuts.ts";
import { verifyWhole } from "./verify-whole.ts";

/** What a level leaves out of a source: whole lines. */
export interface LevelCuts {
  readonly level: FoldLevel;
  readonly cuts: readonly Cut[];
}

interface CutRequest {
  readonly language: CodeLanguage;
  readonly stays: CutChoice["stays"];
}

/** Levels of a part of a file: its first statements may be the inside of a function, and stay. */
const PART_LEVELS: readonly FoldLevel[] = ["comments", "signatures"];

/** The cuts of each level that has any, most faithful first. */
export function* codeCuts(source: Source, request: CutRequest): Generator<LevelCuts> {
  const parts = codeParts(source, request.language);
  if (parts.length > 0) {
    for (const level of PART_LEVELS) {
      const cuts = parts.flatMap((part) => cutsOfPart(source, part, { ...request, level }));
      if (cuts.length > 0) yield { level, cuts };
    }
    return;
  }
  if ("problem" in definitionsOf(source, request.language)) return;
  for (const level of FOLD_LEVELS) {
    const cuts = cutsAt(source, { ...request, level });
    if (cuts === undefined) return;
    if (cuts.length > 0) yield { level, cuts };
  }
}

interface LevelRequest extends CutRequest {
  readonly level: FoldLevel;
  /** Whether the source is a part in its frame, which may not be the right one. */
  readonly isPart?: boolean;
}

/** Cuts of a source that pass, `undefined` where there are some and none passes. */
function cutsAt(source: Source, request: LevelRequest): readonly Cut[] | undefined {
  const { language, level, stays } = request;
  const outline = outlineCode(source);
  if (outline === undefined) return undefined;
  const cuts = chooseCuts(source, { outline, level, stays });
  const isSure = request.isPart !== true && outline.clean && language.misreads !== true;
  if (cuts.length === 0 || isSure) return cuts;
  const passing = passingCuts(cuts, (some) => wouldPass(source, level, some));
  return passing.length > 0 ? passing : undefined;
}

/** Cuts inside a part, as cuts of the whole. */
function cutsOfPart(source: Source, part: CodePart, request: LevelRequest): readonly Cut[] {
  const { framed, frame, first, last } = part;
  const shift = first - 1 - linesBefore(frame);
  const stays: CutChoice["stays"] = (fold) =>
    fold.first + shift < first ||
    fold.last + shift > last ||
    request.stays({ ...fold, first: fold.first + shift, last: fold.last + shift });
  const cuts = cutsAt(framed, { ...request, stays, isPart: true }) ?? [];
  return cuts.map(({ from, to, indent }) => ({
    from: source.lineStart(framed.lineAt(from) + shift),
    to: source.lineEnd(framed.lineAt(to - 1) + shift),
    indent,
  }));
}

/**
 * Whether cuts would pass the check. In code with an error the parser guesses what belongs together, and may guess differently
 * from a reader.
 */
function wouldPass(source: Source, level: FoldLevel, cuts: readonly Cut[]): boolean {
  const sigil = chooseSigil(source.text);
  const comment = lineCommentOf(source.language);
  const { body } = renderCuts(source, cuts, { sigil, comment });
  return verifyWhole(source, { level, grade: "facts-verified", body, sigil }) === undefined;
}

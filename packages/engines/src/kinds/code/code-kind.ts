import { chooseSigil } from "@tokenpak/core";
import type { Cut, CutDraft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import { renderCuts } from "../../ladder/render-cuts.ts";
import type { Source } from "../../ladder/source.ts";
import { chooseCuts } from "./choose-cuts.ts";
import { definitionsOf } from "./code-definitions.ts";
import { codeLanguageOf, lineCommentOf } from "./code-languages.ts";
import { codeUnits } from "./code-units.ts";
import { keptFolds } from "./kept-folds.ts";
import { FOLD_LEVELS, type FoldLevel } from "./outline.ts";
import { outlineCode } from "./outline-code.ts";
import { passingCuts } from "./passing-cuts.ts";
import { verifyCode } from "./verify-code.ts";

/**
 * Source code. The languages of `code-languages.ts` have three rungs, each without more than the one before: `comments`
 * leaves out licences and comments that document nothing, `signatures` the bodies of functions, `symbols` documentation,
 * imports and statements that define nothing. Every definition stays with its whole signature, every member of a class,
 * interface or enum too, and what parsed still parses. Other languages have no rung of their own.
 */
export const codeKind: KindProcessor = {
  name: "code",
  version: 1,
  kind: "code",
  rungs: codeRungs,
  units: codeUnits,
  comment: (source) => lineCommentOf(source.language),
  verify: verifyCode,
};

function* codeRungs(source: Source, request: RungRequest): Iterable<CutDraft> {
  const outline = outlineCode(source);
  const language = codeLanguageOf(source);
  if (outline === undefined || language === undefined) return;
  const defined = definitionsOf(source, language);
  if ("problem" in defined) return;
  const stays = keptFolds(source, request);
  for (const level of FOLD_LEVELS) {
    const cuts = chooseCuts(source, { outline, level, stays });
    if (cuts.length === 0) continue;
    const isSure = outline.clean && language.misreads !== true;
    const passing = isSure ? cuts : passingCuts(cuts, (some) => wouldPass(source, level, some));
    if (passing.length === 0) return;
    yield { type: "cuts", level, grade: "facts-verified", cuts: passing };
  }
}

/**
 * Whether cuts would pass the check. In code with an error the parser guesses what belongs together, and may guess differently
 * from a reader.
 */
function wouldPass(source: Source, level: FoldLevel, cuts: readonly Cut[]): boolean {
  const sigil = chooseSigil(source.text);
  const comment = lineCommentOf(source.language);
  const { body } = renderCuts(source, cuts, { sigil, comment });
  return verifyCode(source, { level, grade: "facts-verified", body, sigil }) === undefined;
}

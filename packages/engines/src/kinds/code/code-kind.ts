import type { CutDraft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { chooseCuts } from "./choose-cuts.ts";
import { lineCommentOf } from "./code-language.ts";
import { codeUnits } from "./code-units.ts";
import { keptFolds } from "./kept-folds.ts";
import { FOLD_LEVELS } from "./outline.ts";
import { outlineCode } from "./outline-code.ts";
import { verifyCode } from "./verify-code.ts";

/**
 * Source code. TypeScript, TSX, JavaScript and Python have three rungs, each without more than the one before: `comments`
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
  if (outline === undefined) return;
  const stays = keptFolds(source, request);
  for (const level of FOLD_LEVELS) {
    const cuts = chooseCuts(source, { outline, level, stays });
    if (cuts.length > 0) yield { type: "cuts", level, grade: "facts-verified", cuts };
  }
}

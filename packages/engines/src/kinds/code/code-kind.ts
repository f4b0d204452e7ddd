import type { CutDraft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { codeCuts, type LevelCuts } from "./code-cuts.ts";
import { codeLanguageOf, lineCommentOf } from "./code-languages.ts";
import { codeUnits } from "./code-units.ts";
import { keptFolds } from "./kept-folds.ts";
import { withoutLineNumbers } from "./numbered-view.ts";
import { verifyCode } from "./verify-code.ts";

/**
 * Source code. The languages of `code-languages.ts` have three rungs, each without more than the one before: `comments`
 * leaves out licences and comments that document nothing, `signatures` the bodies of functions, `symbols` documentation,
 * imports and statements that define nothing. Every definition stays with its whole signature, every member of a class,
 * interface or enum too, and what parsed still parses. Of a part of a file what is whole has the first two. A view with a
 * number before each line is packed as what it shows. Other languages have no rung of their own.
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
  const language = codeLanguageOf(source);
  if (language === undefined) return;
  const plain = withoutLineNumbers(source);
  for (const { level, cuts } of codeCuts(plain, { language, stays: keptFolds(plain, request) })) {
    const own = plain === source ? cuts : inView(source, plain, cuts);
    yield { type: "cuts", level, grade: "facts-verified", cuts: own };
  }
}

/** Cuts of whole lines in the view that shows them. */
function inView(source: Source, plain: Source, cuts: LevelCuts["cuts"]): LevelCuts["cuts"] {
  return cuts.map(({ from, to, indent }) => ({
    from: source.lineStart(plain.lineAt(from)),
    to: source.lineEnd(plain.lineAt(to - 1)),
    indent,
  }));
}

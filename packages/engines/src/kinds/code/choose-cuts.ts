import { type CommentSyntax, formatMarker } from "@tokenpak/core";
import type { Cut } from "../../ladder/draft.ts";
import type { Source } from "../../ladder/source.ts";
import { lineCommentOf } from "./code-languages.ts";
import { FOLD_LEVELS, type Fold, type FoldLevel, type Outline } from "./outline.ts";

/** Characters from which on a fold is longer than any marker, and is not counted. */
const SURELY_LONGER = 200;

/** Tokens that a cut must save: for fewer, a line that can be read is worth more. */
const LEAST_SAVED = 3;

/** What to leave out of a code file. */
export interface CutChoice {
  readonly outline: Outline;
  readonly level: FoldLevel;
  /** Whether lines must stay; asked once for each fold. */
  readonly stays: (fold: Fold) => boolean;
}

/** The cuts of a level: its folds, those that touch joined, those that save next to nothing left open. */
export function chooseCuts(source: Source, choice: CutChoice): readonly Cut[] {
  const comment = lineCommentOf(source.language);
  return joinFolds(source, choice)
    .map((fold) => ({
      from: source.lineStart(fold.first),
      to: source.lineEnd(fold.last),
      indent: fold.indent,
    }))
    .filter((cut) => savesTokens(source, cut, comment));
}

/** Whether a cut has enough tokens more than its marker. */
function savesTokens(source: Source, cut: Cut, comment: CommentSyntax): boolean {
  if (cut.to - cut.from > SURELY_LONGER) return true;
  const first = source.lineAt(cut.from);
  const last = source.lineAt(cut.to - 1);
  const marker = { unit: "line", from: first, to: last, count: last - first + 1 } as const;
  const written = `${cut.indent ?? ""}${formatMarker(marker, { comment })}\n`;
  const { counter, text } = source;
  return counter.count(text.slice(cut.from, cut.to)) >= counter.count(written) + LEAST_SAVED;
}

/** Folds of a level that touch, or have only blank lines between them, as one; folds inside others left out. */
function joinFolds(source: Source, { outline, level, stays }: CutChoice): readonly Fold[] {
  const rank = FOLD_LEVELS.indexOf(level);
  const joined: Fold[] = [];
  for (const fold of outline.folds) {
    if (FOLD_LEVELS.indexOf(fold.level) > rank) continue;
    const above = joined.at(-1);
    if (above !== undefined && fold.last <= above.last) continue;
    if (stays(fold)) continue;
    if (above === undefined || !isBlankBetween(source, above.last, fold.first)) joined.push(fold);
    else joined[joined.length - 1] = { ...above, last: fold.last };
  }
  return joined;
}

function isBlankBetween(source: Source, above: number, below: number): boolean {
  const between = source.text.slice(source.lineEnd(above), source.lineStart(below));
  return below <= above + 1 || between.trim() === "";
}

import { readMarker } from "@tokenpak/core";
import type { VerifyInput } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { withoutLineNumber } from "../../terminal/numbered-line.ts";
import { codeLanguageOf } from "./code-languages.ts";
import { type CodePart, codeParts, inFrame } from "./code-parts.ts";
import { withoutLineNumbers } from "./numbered-view.ts";
import { verifyWhole } from "./verify-whole.ts";

/**
 * Checks an output of code: as a whole; where the source is a part of a file, each of its parts in its frame. Line numbers of a
 * view are left out before. Answers what is wrong.
 */
export function verifyCode(source: Source, output: VerifyInput): string | undefined {
  const plain = withoutLineNumbers(source);
  if (plain === source) return verifyParts(source, output);
  const body = output.body.split("\n").map(withoutLineNumber).join("\n");
  return verifyParts(plain, { ...output, body });
}

function verifyParts(source: Source, output: VerifyInput): string | undefined {
  const language = codeLanguageOf(source);
  const parts = language === undefined ? [] : codeParts(source, language);
  if (parts.length === 0) return verifyWhole(source, output);
  const texts = textsOfParts(parts, output);
  if (typeof texts === "string") return texts;
  for (const [index, { framed, frame }] of parts.entries()) {
    const body = inFrame(texts[index] as string, frame);
    const problem = verifyWhole(framed, { ...output, body });
    if (problem !== undefined) return `in part ${index + 1}: ${problem}`;
  }
  return undefined;
}

/** The lines of an output that stand for each part, or what is wrong: a marker that stands for lines of no part. */
function textsOfParts(
  parts: readonly CodePart[],
  { body, sigil }: VerifyInput,
): readonly string[] | string {
  const texts = parts.map(() => "");
  let line = 1;
  let at = 0;
  for (const text of body.split("\n")) {
    const marker = text.includes(sigil) ? readMarker(text, sigil) : undefined;
    const last = marker === undefined ? line : marker.to;
    while ((parts[at]?.last ?? line) < line) at++;
    const part = parts[at];
    if (part !== undefined && part.first <= line && last <= part.last) texts[at] += `${text}\n`;
    else if (marker !== undefined) return `the marker on line ${line} stands for lines of no part`;
    line = last + 1;
  }
  return texts;
}

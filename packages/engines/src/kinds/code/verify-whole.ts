import { readMarker } from "@tokenpak/core";
import type { VerifyInput } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { definitionsOf } from "./code-definitions.ts";
import { codeLanguageOf } from "./code-languages.ts";
import { outlineCode } from "./outline-code.ts";
import { parsesCleanly } from "./parse-code.ts";

/**
 * Checks that an output defines what its source defines: a scanner of our own lists the definitions of both, and each must be
 * there with the same signature, in order, none added. Markers must be comments, and the output must parse where the
 * source does. Answers what is wrong; code that makes no sense to the scanner is wrong too.
 */
export function verifyWhole(source: Source, output: VerifyInput): string | undefined {
  const language = codeLanguageOf(source);
  if (language === undefined) return `no definitions are known for ${source.language ?? "text"}`;
  const before = definitionsOf(source, language);
  if ("problem" in before) return `source: ${before.problem}`;
  const after = language.definitions(output.body);
  if ("problem" in after) return `output: ${after.problem}`;
  const difference = firstDifference(before.found, after.found);
  if (difference !== undefined) return difference;
  const marker = markerOutsideComment(output, after.comments, language.comment[0].trimEnd());
  if (marker !== undefined) return `the marker on line ${marker} of the output is no comment`;
  const parses = outlineCode(source)?.clean !== true || parsesCleanly(output.body, language);
  return parses ? undefined : "the output does not parse, the source does";
}

function firstDifference(before: readonly string[], after: readonly string[]): string | undefined {
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) {
    if (before[index] === after[index]) continue;
    const [expected, found] = [before[index] ?? "the end", after[index] ?? "the end"];
    return `expected ${expected.slice(0, 200)}, found ${found.slice(0, 200)}`;
  }
  return undefined;
}

/** The first line that reads as a marker and is no comment, for example in a string. */
function markerOutsideComment(
  { body, sigil }: VerifyInput,
  comments: ReadonlySet<number>,
  opening: string,
): number | undefined {
  let offset = 0;
  for (const [index, line] of body.split("\n").entries()) {
    const marked = line.includes(sigil) && readMarker(line, sigil) !== undefined;
    if (marked && !comments.has(offset + line.indexOf(opening))) return index + 1;
    offset += line.length + 1;
  }
  return undefined;
}

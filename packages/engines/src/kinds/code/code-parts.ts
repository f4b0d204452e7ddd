import { Source } from "../../ladder/source.ts";
import { definitionsOf } from "./code-definitions.ts";
import type { CodeFrame, CodeLanguage } from "./code-language.ts";
import { blocksOf, stretchesOf, tailStretches } from "./code-stretches.ts";
import type { LineRange } from "./outline-builder.ts";
import { outlineCode } from "./outline-code.ts";

/** Lines of a content that are code in themselves, while the whole is not: it begins or ends in the middle of a definition. */
export interface CodePart extends LineRange {
  readonly frame: CodeFrame;
  /** The part in its frame; it parses. */
  readonly framed: Source;
}

/** Characters above which a content is no part of a file that somebody looks at. */
const MAX_CHARACTERS = 60_000;

/** Fewer lines hold no body worth leaving out. */
const LEAST_LINES = 5;

const known = new WeakMap<Source, readonly CodePart[]>();

/** The parts of a source that does not parse as a whole, read once, in order; none where it does, or where nothing in it is whole. */
export function codeParts(source: Source, language: CodeLanguage): readonly CodePart[] {
  let parts = known.get(source);
  if (parts === undefined) {
    parts = readParts(source, language);
    known.set(source, parts);
  }
  return parts;
}

function readParts(source: Source, language: CodeLanguage): readonly CodePart[] {
  const isPart = language.isPart?.(source.text) === true;
  if (source.text.length > MAX_CHARACTERS) return [];
  if (!("problem" in definitionsOf(source, language))) {
    if (!isPart && outlineCode(source)?.clean === true) return [];
    const whole = partOf(source, { first: 1, last: source.lineCount }, language);
    if (whole !== undefined) return whole.frame === NO_FRAME ? [] : [whole];
    if (!isPart) return [];
  }
  return stretchesOf(source).flatMap((stretch) => partsIn(source, stretch, language));
}

/** A stretch, else what stands between its blank lines, else what stands between the heads of what is open at its end. */
function partsIn(source: Source, stretch: LineRange, language: CodeLanguage): readonly CodePart[] {
  const part = partOf(source, stretch, language);
  if (part !== undefined) return [part];
  const blocks = blocksOf(source, stretch);
  return blocks.flatMap((block) => {
    const whole = blocks.length > 1 ? partOf(source, block, language) : undefined;
    if (whole !== undefined) return [whole];
    if (block.last !== source.lineCount) return [];
    const shorter = tailStretches(source, block).map((one) => partOf(source, one, language));
    return shorter.filter((one) => one !== undefined);
  });
}

const NO_FRAME: CodeFrame = { before: "", after: "" };

/** Lines in the first frame in which they parse. */
function partOf(source: Source, lines: LineRange, language: CodeLanguage): CodePart | undefined {
  if (lines.last - lines.first + 1 < LEAST_LINES) return undefined;
  const text = source.text.slice(source.lineStart(lines.first), source.lineEnd(lines.last));
  const frames = language.isPart?.(text) === true ? [] : [NO_FRAME];
  for (const frame of [...(language.frames ?? []), ...frames]) {
    const { counter, path, language: name } = source;
    const framed = new Source(inFrame(text, frame), { counter, path, language: name });
    if ("problem" in definitionsOf(framed, language)) continue;
    if (outlineCode(framed)?.clean === true) return { ...lines, frame, framed };
  }
  return undefined;
}

/** A text between the two lines of a frame. */
export function inFrame(text: string, { before, after }: CodeFrame): string {
  const broken = text.endsWith("\n") || after === "" ? text : `${text}\n`;
  return `${before}${broken}${after}`;
}

/** Lines before the text of a part in its frame. */
export function linesBefore({ before }: CodeFrame): number {
  return before === "" ? 0 : 1;
}

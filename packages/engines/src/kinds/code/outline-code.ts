import type { Source } from "../../ladder/source.ts";
import { codeLanguageOf } from "./code-languages.ts";
import type { Outline } from "./outline.ts";
import { OutlineBuilder } from "./outline-builder.ts";
import { parseCode } from "./parse-code.ts";

/** Characters above which code is not parsed: generated files, whose structure nobody reads. */
const MAX_CHARACTERS = 2_000_000;

/** Characters a line, on average, above which code is minified and has no lines to leave out. */
const MAX_LINE_CHARACTERS = 400;

const outlines = new WeakMap<Source, { readonly outline: Outline | undefined }>();

/**
 * The outline of a source, read once, or `undefined` where there is none: languages that are not understood, minified code,
 * more than 2,000,000 characters.
 */
export function outlineCode(source: Source): Outline | undefined {
  let known = outlines.get(source);
  if (known === undefined) {
    known = { outline: readOutline(source) };
    outlines.set(source, known);
  }
  return known.outline;
}

function readOutline(source: Source): Outline | undefined {
  const language = codeLanguageOf(source);
  const characters = source.text.length;
  if (language === undefined || characters > MAX_CHARACTERS) return undefined;
  if (source.lineCount < 4 || characters / source.lineCount > MAX_LINE_CHARACTERS) return undefined;
  const tree = parseCode(source.text, language);
  if (tree === undefined) return undefined;
  try {
    const builder = new OutlineBuilder(source);
    language.outline(builder, tree.rootNode);
    return builder.build(!tree.rootNode.hasError);
  } finally {
    tree.delete();
  }
}

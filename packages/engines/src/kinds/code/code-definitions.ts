import type { Source } from "../../ladder/source.ts";
import type { CodeLanguage } from "./code-language.ts";
import { pythonDefinitions } from "./python-definitions.ts";
import { scanPython } from "./scan-python.ts";
import { scanScript } from "./scan-script.ts";
import { scriptDefinitions } from "./script-definitions.ts";

/** Definitions of a text in order and the offsets of its comments, or why the text makes no sense. */
export type ReadDefinitions =
  | { readonly found: readonly string[]; readonly comments: ReadonlySet<number> }
  | { readonly problem: string };

const known = new WeakMap<Source, ReadDefinitions>();

/** The definitions of a source, read once. */
export function definitionsOf(source: Source, language: CodeLanguage): ReadDefinitions {
  let definitions = known.get(source);
  if (definitions === undefined) {
    definitions = definitionsIn(source.text, language);
    known.set(source, definitions);
  }
  return definitions;
}

/** Lists the definitions of code with scanners of our own, which share nothing with tree-sitter. */
export function definitionsIn(text: string, language: CodeLanguage): ReadDefinitions {
  if (language === "python") {
    const scan = scanPython(text);
    if ("problem" in scan) return scan;
    return { found: pythonDefinitions(scan.lines), comments: scan.comments };
  }
  const scan = scanScript(text, { jsx: language !== "typescript" });
  if ("problem" in scan) return scan;
  return { found: scriptDefinitions(scan.tokens), comments: scan.tokens.comments };
}

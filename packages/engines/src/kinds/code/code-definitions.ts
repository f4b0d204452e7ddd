import type { Source } from "../../ladder/source.ts";
import type { CodeLanguage, ReadDefinitions } from "./code-language.ts";

const known = new WeakMap<Source, ReadDefinitions>();

/** The definitions of a source, read once. */
export function definitionsOf(source: Source, language: CodeLanguage): ReadDefinitions {
  let definitions = known.get(source);
  if (definitions === undefined) {
    definitions = language.definitions(source.text);
    known.set(source, definitions);
  }
  return definitions;
}

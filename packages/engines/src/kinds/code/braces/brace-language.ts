import { type CodeLanguage, type ReadDefinitions, SLASH_COMMENT } from "../code-language.ts";
import { braceDefinitions } from "./brace-definitions.ts";
import type { BraceGrammar } from "./brace-grammar.ts";
import type { BraceOutline } from "./brace-outline.ts";
import type { BraceSyntax } from "./brace-syntax.ts";
import { outlineBraces } from "./outline-braces.ts";
import { scanBraces } from "./scan-braces.ts";

/** What a language with braces is described by. */
export interface BraceLanguage
  extends Pick<
    CodeLanguage,
    "frames" | "grammar" | "isPart" | "mendGrammar" | "name" | "parserText"
  > {
  readonly syntax: BraceSyntax;
  /** For checking: how definitions are told from tokens. */
  readonly definitions: BraceGrammar;
  /** For folding: what the nodes of its trees are. */
  readonly outline: BraceOutline;
}

/** Makes the port of a language with braces and `//` comments from its tables. */
export function braceLanguage({
  syntax,
  definitions,
  outline,
  ...rest
}: BraceLanguage): CodeLanguage {
  return {
    ...rest,
    comment: SLASH_COMMENT,
    outline: (builder, root) => outlineBraces(builder, root, outline),
    definitions(text): ReadDefinitions {
      const tokens = scanBraces(text, syntax);
      if ("problem" in tokens) return tokens;
      return { found: braceDefinitions(tokens, definitions), comments: tokens.comments };
    },
  };
}

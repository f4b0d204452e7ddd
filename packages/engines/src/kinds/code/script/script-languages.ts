import {
  CLASS_FRAME,
  type CodeLanguage,
  type ReadDefinitions,
  SLASH_COMMENT,
} from "../code-language.ts";
import { scanScript } from "./scan-script.ts";
import { scriptDefinitions } from "./script-definitions.ts";
import { outlineScript } from "./script-outline.ts";

/** TypeScript without JSX. */
export const typescript: CodeLanguage = scriptLanguage("typescript", { jsx: false });

/** TypeScript with JSX. */
export const tsx: CodeLanguage = scriptLanguage("tsx", { jsx: true });

/** JavaScript, with JSX or without. */
export const javascript: CodeLanguage = scriptLanguage("javascript", { jsx: true });

function scriptLanguage(name: string, { jsx }: { readonly jsx: boolean }): CodeLanguage {
  return {
    name,
    grammar: `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`,
    comment: SLASH_COMMENT,
    frames: [CLASS_FRAME],
    outline: outlineScript,
    definitions(text): ReadDefinitions {
      const scan = scanScript(text, { jsx });
      if ("problem" in scan) return scan;
      return { found: scriptDefinitions(scan.tokens), comments: scan.tokens.comments };
    },
  };
}

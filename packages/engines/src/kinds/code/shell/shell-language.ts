import { type CodeLanguage, HASH_COMMENT, type ReadDefinitions } from "../code-language.ts";
import { scanShell } from "./scan-shell.ts";
import { shellDefinitions } from "./shell-definitions.ts";
import { outlineShell } from "./shell-outline.ts";

/** Bash; sh and zsh as far as their scripts are bash too. */
export const bash: CodeLanguage = {
  name: "bash",
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm",
  comment: HASH_COMMENT,
  misreads: true,
  outline: outlineShell,
  definitions(text): ReadDefinitions {
    const scan = scanShell(text);
    if ("problem" in scan) return scan;
    const read = shellDefinitions(scan.tokens);
    return "problem" in read ? read : { found: read.found, comments: scan.comments };
  },
};

import { type CodeLanguage, HASH_COMMENT, type ReadDefinitions } from "../code-language.ts";
import { powershellDefinitions } from "./powershell-definitions.ts";
import { outlinePowershell } from "./powershell-outline.ts";
import { scanPowershell } from "./scan-powershell.ts";

/** PowerShell scripts and modules. */
export const powershell: CodeLanguage = {
  name: "powershell",
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm",
  comment: HASH_COMMENT,
  misreads: true,
  outline: outlinePowershell,
  definitions(text): ReadDefinitions {
    const scan = scanPowershell(text);
    if ("problem" in scan) return scan;
    const read = powershellDefinitions(scan.tokens);
    return "problem" in read ? read : { found: read.found, comments: scan.comments };
  },
};

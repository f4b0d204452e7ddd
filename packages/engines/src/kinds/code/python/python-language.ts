import { type CodeLanguage, HASH_COMMENT, type ReadDefinitions } from "../code-language.ts";
import { pythonDefinitions } from "./python-definitions.ts";
import { outlinePython } from "./python-outline.ts";
import { scanPython } from "./scan-python.ts";

/** Python 3. */
export const python: CodeLanguage = {
  name: "python",
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
  comment: HASH_COMMENT,
  frames: [{ before: "class A:\n", after: "" }],
  outline: outlinePython,
  definitions(text): ReadDefinitions {
    const scan = scanPython(text);
    if ("problem" in scan) return scan;
    return { found: pythonDefinitions(scan.lines), comments: scan.comments };
  },
};

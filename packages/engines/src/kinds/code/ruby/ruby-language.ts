import { type CodeLanguage, HASH_COMMENT, type ReadDefinitions } from "../code-language.ts";
import { rubyDefinitions } from "./ruby-definitions.ts";
import { outlineRuby } from "./ruby-outline.ts";
import { scanRuby } from "./scan-ruby.ts";

/** Ruby 3. */
export const ruby: CodeLanguage = {
  name: "ruby",
  grammar: "@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm",
  comment: HASH_COMMENT,
  outline: outlineRuby,
  definitions(text): ReadDefinitions {
    const scan = scanRuby(text);
    if ("problem" in scan) return scan;
    const read = rubyDefinitions(scan.tokens);
    return "problem" in read ? read : { found: read.found, comments: scan.comments };
  },
};

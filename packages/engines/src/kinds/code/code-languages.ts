import type { CommentSyntax } from "@tokenpak/core";
import type { Source } from "../../ladder/source.ts";
import { c } from "./c/c-language.ts";
import { cpp } from "./c/cpp-language.ts";
import { type CodeLanguage, HASH_COMMENT, SLASH_COMMENT } from "./code-language.ts";
import { csharp } from "./csharp/csharp-language.ts";
import { css } from "./css/css-language.ts";
import { dart } from "./dart/dart-language.ts";
import { go } from "./go/go-language.ts";
import { java } from "./java/java-language.ts";
import { php } from "./php/php-language.ts";
import { powershell } from "./powershell/powershell-language.ts";
import { python } from "./python/python-language.ts";
import { ruby } from "./ruby/ruby-language.ts";
import { rust } from "./rust/rust-language.ts";
import { javascript, tsx, typescript } from "./script/script-languages.ts";
import { bash } from "./shell/shell-language.ts";
import { solidity } from "./solidity/solidity-language.ts";
import { swift } from "./swift/swift-language.ts";

/** Languages whose structure is understood, by name. */
const CODE_LANGUAGES: ReadonlyMap<string, CodeLanguage> = new Map(
  [
    bash,
    c,
    cpp,
    csharp,
    css,
    dart,
    go,
    java,
    javascript,
    php,
    powershell,
    python,
    ruby,
    rust,
    solidity,
    swift,
    tsx,
    typescript,
  ].map((language) => [language.name, language]),
);

/** What is known of a language, `undefined` where its structure is not understood. */
export function codeLanguage(name: string | undefined): CodeLanguage | undefined {
  return name === undefined ? undefined : CODE_LANGUAGES.get(name);
}

/** The language of a source where its structure is understood, `undefined` for any other. */
export function codeLanguageOf(source: Source): CodeLanguage | undefined {
  return codeLanguage(source.language);
}

/** What a line comment is in a language; `//` where the language is unknown. */
export function lineCommentOf(name: string | undefined): CommentSyntax {
  if (name === undefined) return SLASH_COMMENT;
  return codeLanguage(name)?.comment ?? COMMENTS[name] ?? SLASH_COMMENT;
}

/** Comments of languages whose structure is not understood, where they are not `//`. */
const COMMENTS: Readonly<Record<string, CommentSyntax>> = {
  bash: HASH_COMMENT,
  lua: ["-- ", ""],
  perl: HASH_COMMENT,
  powershell: HASH_COMMENT,
  r: HASH_COMMENT,
  ruby: HASH_COMMENT,
  sql: ["-- ", ""],
};

import type { CommentSyntax } from "@tokenpak/core";
import type { Source } from "../../ladder/source.ts";

/** Languages whose structure is understood. JSX is part of `javascript` and `tsx`. */
export const CODE_LANGUAGES = ["javascript", "python", "tsx", "typescript"] as const;

/** One of {@link CODE_LANGUAGES}. */
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** The language of a source where its structure is understood, `undefined` for any other. */
export function codeLanguageOf(source: Source): CodeLanguage | undefined {
  return CODE_LANGUAGES.find((language) => language === source.language);
}

/** What a line comment is in a language; `//` where the language is unknown. */
export function lineCommentOf(language: string | undefined): CommentSyntax {
  if (language === undefined) return ["// ", ""];
  if (HASH_COMMENTS.has(language)) return ["# ", ""];
  if (DASH_COMMENTS.has(language)) return ["-- ", ""];
  return language === "css" ? ["/* ", " */"] : ["// ", ""];
}

const HASH_COMMENTS: ReadonlySet<string> = new Set([
  "bash",
  "perl",
  "powershell",
  "python",
  "r",
  "ruby",
]);

const DASH_COMMENTS: ReadonlySet<string> = new Set(["lua", "sql"]);

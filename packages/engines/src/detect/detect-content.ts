import { fileTypeOf, kindOfFileType, languageOfFileType, type PackOptions } from "@tokenpak/core";
import type { DetectedContent } from "./detected-content.ts";
import { headerLanguage } from "./header-language.ts";
import { kindOfCommand } from "./kind-of-command.ts";
import { kindOfText } from "./kind-of-text.ts";
import { shownPath } from "./shown-path.ts";

/**
 * What a content is: by its path and the command that printed it first, then by looking at it. Where nothing is convincing the
 * answer is `text` with confidence 0.
 */
export function detectContent(
  text: string,
  hints: Pick<PackOptions, "path" | "command" | "kind"> = {},
): DetectedContent {
  const fileType = hints.path === undefined ? undefined : fileTypeOf(hints.path);
  const byPath = fileType === undefined ? undefined : kindOfFileType(fileType);
  const language = languageOf(text, fileType);
  const kind = hints.kind ?? (byPath === "text" ? undefined : byPath);
  if (kind !== undefined) return { kind, ...(language && { language }), confidence: 1 };
  const shown = hints.command === undefined ? undefined : shownCode(text, hints.command);
  if (shown !== undefined) return shown;
  const byCommand = hints.command === undefined ? undefined : kindOfCommand(hints.command);
  if (byCommand !== undefined) return { kind: byCommand, confidence: 0.9 };
  return kindOfText(text) ?? { kind: "text", confidence: byPath === "text" ? 1 : 0 };
}

/** Code of a file that a command prints, whole or in part. Parts of documents and data need not be of their file's kind. */
function shownCode(text: string, command: string): DetectedContent | undefined {
  const path = shownPath(command);
  const fileType = path === undefined ? undefined : fileTypeOf(path);
  const language = languageOf(text, fileType);
  return language === undefined ? undefined : { kind: "code", language, confidence: 0.9 };
}

function languageOf(text: string, fileType: string | undefined): string | undefined {
  if (fileType === "h") return headerLanguage(text);
  return fileType === undefined ? undefined : languageOfFileType(fileType);
}

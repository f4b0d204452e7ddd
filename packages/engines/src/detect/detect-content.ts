import {
  type ContentKind,
  fileTypeOf,
  kindOfFileType,
  languageOfFileType,
  type PackOptions,
} from "@tokenpak/core";
import { kindOfCommand } from "./kind-of-command.ts";
import { kindOfText } from "./kind-of-text.ts";

/** What a content is. */
export interface DetectedContent {
  readonly kind: ContentKind;
  /** For code, where known: `typescript`, `tsx`, `javascript`, `python`, ... */
  readonly language?: string;
  /** 0 to 1: 1 for a telling path, below 0.5 never (detection then abstains to `text` with 0). */
  readonly confidence: number;
}

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
  const language = fileType === undefined ? undefined : languageOfFileType(fileType);
  const kind = hints.kind ?? (byPath === "text" ? undefined : byPath);
  if (kind !== undefined) return { kind, ...(language && { language }), confidence: 1 };
  const byCommand = hints.command === undefined ? undefined : kindOfCommand(hints.command);
  if (byCommand !== undefined) return { kind: byCommand, confidence: 0.9 };
  return kindOfText(text) ?? { kind: "text", confidence: byPath === "text" ? 1 : 0 };
}

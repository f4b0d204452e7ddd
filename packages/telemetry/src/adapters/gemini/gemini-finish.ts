import type { FinishReason } from "../../canonical/canonical-response.ts";
import { type Fields, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";

/** In Google's words, why an answer, or the chunk of one, ended: of its first candidate, or why its prompt was refused. */
export function rawGeminiFinish(answer: Fields): string | undefined {
  const [first] = itemsAt(answer, "candidates");
  const blocked = textAt(fieldsAt(answer, "promptFeedback"), "blockReason");
  return textAt(fieldsOf(first), "finishReason") || blocked || undefined;
}

/** The reason; a call of a function ends with `STOP` as a text does. */
export function geminiFinish(raw: string | undefined, hasCalls: boolean): FinishReason {
  const reason = FINISH.get(raw ?? "") ?? "unknown";
  return reason === "stop" && hasCalls ? "tool_use" : reason;
}

/** Whether an answer, or the chunk of one, calls a function of the client's. */
export function hasFunctionCall(answer: Fields): boolean {
  const [first] = itemsAt(answer, "candidates");
  const parts = itemsAt(fieldsAt(fieldsOf(first), "content"), "parts").map(fieldsOf);
  return parts.some((part) => "functionCall" in part);
}

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ["STOP", "stop"],
  ["MAX_TOKENS", "max_tokens"],
  ...[
    "SAFETY",
    "RECITATION",
    "LANGUAGE",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "MODEL_ARMOR",
    "JAILBREAK",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION",
  ].map((name): [string, FinishReason] => [name, "content_filter"]),
  ...[
    "MALFORMED_FUNCTION_CALL",
    "MALFORMED_RESPONSE",
    "UNEXPECTED_TOOL_CALL",
    "TOO_MANY_TOOL_CALLS",
    "MISSING_THOUGHT_SIGNATURE",
  ].map((name): [string, FinishReason] => [name, "error"]),
]);

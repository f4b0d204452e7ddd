import { type CanonicalUsage, type JsonValue, UNKNOWN_USAGE } from "@tokenpak/core";
import type { CanonicalResponse } from "../../canonical/canonical-response.ts";
import { errorOf } from "../wire/error-of.ts";
import {
  extraOf,
  type Fields,
  fieldAt,
  fieldsAt,
  fieldsOf,
  itemsAt,
  textAt,
} from "../wire/fields.ts";
import { geminiAnswers } from "./gemini-answers.ts";
import { geminiFinish, hasFunctionCall, rawGeminiFinish } from "./gemini-finish.ts";
import { geminiParts } from "./gemini-parts.ts";
import { geminiUsage } from "./gemini-usage.ts";

/**
 * An answer, the array of a stream's chunks, or an error body. What stands in a chunk holds until a later one says otherwise. `extra` has,
 * of the last one, the body's own fields by name, those of the first candidate in `candidate`, and the other candidates in `candidates`.
 */
export function geminiResponse(raw: unknown): CanonicalResponse {
  const answers = geminiAnswers(raw);
  const last = answers.at(-1) ?? {};
  const error = lastOf(answers, (answer) => errorOf(fieldAt(answer, "error")));
  const rawFinishReason = lastOf(answers, rawGeminiFinish);
  return {
    provider: "google",
    id: lastOf(answers, (answer) => textAt(answer, "responseId")),
    model: lastOf(answers, (answer) => textAt(answer, "modelVersion")),
    output: answers.flatMap((answer) => geminiParts(fieldsAt(candidateOf(answer), "content"))),
    finishReason: error ? "error" : geminiFinish(rawFinishReason, answers.some(hasFunctionCall)),
    rawFinishReason,
    error,
    usage: wholeGeminiUsage(raw),
    extra: { ...extraOf(last, ANSWER_FIELDS), ...leftOver(last) },
    raw,
  };
}

/** Usage of an answer, or of the chunks of one in an array. */
export function wholeGeminiUsage(raw: unknown): CanonicalUsage {
  return lastOf(geminiAnswers(raw), geminiUsage) ?? UNKNOWN_USAGE;
}

function candidateOf(answer: Fields): Fields {
  return fieldsOf(itemsAt(answer, "candidates")[0]);
}

function lastOf<T>(
  answers: readonly Fields[],
  read: (answer: Fields) => T | undefined,
): T | undefined {
  for (let at = answers.length - 1; at >= 0; at -= 1) {
    const found = read(answers[at] ?? {});
    if (found !== undefined) return found;
  }
  return undefined;
}

function leftOver(answer: Fields): Record<string, JsonValue> {
  const rest: Record<string, JsonValue> = {
    candidate: extraOf(candidateOf(answer), CANDIDATE_FIELDS),
    candidates: itemsAt(answer, "candidates").slice(1),
  };
  return Object.fromEntries(
    Object.entries(rest).filter(([, value]) => Object.keys(value as object).length > 0),
  );
}

const ANSWER_FIELDS: ReadonlySet<string> = new Set([
  "candidates",
  "usageMetadata",
  "modelVersion",
  "responseId",
  "error",
]);
const CANDIDATE_FIELDS: ReadonlySet<string> = new Set(["content", "finishReason", "index"]);

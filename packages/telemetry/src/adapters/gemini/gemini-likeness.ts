import type { WireHints } from "../provider-adapter.ts";
import { type Fields, fieldAt, fieldsAt, fieldsOf } from "../wire/fields.ts";
import { pathOf } from "../wire/request-target.ts";
import { geminiAnswers } from "./gemini-answers.ts";
import { geminiTarget } from "./gemini-target.ts";
import { protoFields } from "./proto-fields.ts";

/**
 * How surely a body, or its path, is of Gemini's API: from 0 to 1. The path decides where there is one, by its end: its beginning
 * (`/v1/models`) is also that of other providers.
 */
export function geminiLikeness(raw: unknown, hints?: WireHints): number {
  if (pathOf(hints) !== undefined) return geminiTarget(hints) === undefined ? 0 : 1;
  const [first = {}] = geminiAnswers(raw);
  return Math.max(answerLikeness(first), requestLikeness(fieldsOf(raw)));
}

function answerLikeness(answer: Fields): number {
  if (Array.isArray(fieldAt(answer, "candidates"))) return 0.95;
  const { usageMetadata, promptFeedback, error } = answer;
  if (usageMetadata !== undefined) return 0.9;
  if (promptFeedback !== undefined) return 0.8;
  const { code, status, message } = fieldsOf(error);
  return typeof code === "number" && typeof status === "string" && message !== undefined ? 0.9 : 0;
}

function requestLikeness(fields: Fields): number {
  const inner = fieldsAt(fields, "request");
  const body = protoFields("contents" in fields ? fields : inner);
  const contents = fieldAt(body, "contents");
  const list = Array.isArray(contents) ? contents : [contents];
  if (list.some((content) => Array.isArray(fieldAt(fieldsOf(content), "parts")))) return 0.95;
  return contents !== undefined && OWN.some((name) => name in body) ? 0.8 : 0;
}

const OWN = ["generationConfig", "systemInstruction", "safetySettings", "cachedContent"];

import { type CanonicalUsage, UNKNOWN_USAGE } from "@tokenpak/core";
import type { ResponseError } from "../../canonical/canonical-response.ts";
import type { StreamedUsage, UsageStream } from "../provider-adapter.ts";
import { errorOf } from "../wire/error-of.ts";
import { type Fields, fieldAt, textAt } from "../wire/fields.ts";
import { parseJson } from "../wire/parse-json.ts";
import { unfinishedUsage } from "../wire/reported-usage.ts";
import { geminiAnswers } from "./gemini-answers.ts";
import { geminiFinish, hasFunctionCall, rawGeminiFinish } from "./gemini-finish.ts";
import { geminiUsage } from "./gemini-usage.ts";

/**
 * Reads the chunks of a streamed answer, each as an event, or a whole array of them as one. Every chunk states the counts so far, and the
 * last one that states any holds. The end is a chunk with a reason to finish; there is no other mark of it.
 */
export function geminiUsageStream(): UsageStream {
  let state: State = { hasCalls: false };
  return {
    write({ data }) {
      for (const answer of geminiAnswers(parseJson(data))) state = afterAnswer(state, answer);
    },
    result: () => resultOf(state),
  };
}

interface State {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly usage?: CanonicalUsage | undefined;
  readonly finish?: string | undefined;
  readonly error?: ResponseError | undefined;
  readonly hasCalls: boolean;
}

function afterAnswer(state: State, answer: Fields): State {
  return {
    id: textAt(answer, "responseId") ?? state.id,
    model: textAt(answer, "modelVersion") ?? state.model,
    usage: geminiUsage(answer) ?? state.usage,
    finish: rawGeminiFinish(answer) ?? state.finish,
    error: errorOf(fieldAt(answer, "error")) ?? state.error,
    hasCalls: state.hasCalls || hasFunctionCall(answer),
  };
}

function resultOf({ id, model, usage, finish, error, hasCalls }: State): StreamedUsage {
  const complete = finish !== undefined;
  return {
    usage: complete ? (usage ?? UNKNOWN_USAGE) : unfinishedUsage(usage),
    id,
    model,
    finishReason: error ? "error" : geminiFinish(finish, hasCalls),
    rawFinishReason: finish,
    error,
    complete,
  };
}

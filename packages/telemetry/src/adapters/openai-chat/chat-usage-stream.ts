import type { CanonicalUsage } from "@tokenpak/core";
import type { ResponseError } from "../../canonical/canonical-response.ts";
import type { StreamedUsage, UsageStream } from "../provider-adapter.ts";
import { errorOf } from "../wire/error-of.ts";
import { type Fields, fieldAt, fieldsAt, fieldsOf, itemsAt, textOf } from "../wire/fields.ts";
import { parseJson } from "../wire/parse-json.ts";
import { unfinishedUsage } from "../wire/reported-usage.ts";
import { chatFinishReason } from "./chat-response.ts";

/**
 * Reads the chunks of a Chat Completions stream. Usage comes in a last chunk without choices, or, from other servers, with the reason to
 * finish, or summed up in every chunk: the last one holds. The end is usage after the reason to finish, or `[DONE]`. A stream that never
 * states its usage (`stream_options.include_usage` was not asked for, or it was cut off) has unknown usage that is partial.
 */
export function chatUsageStream(
  usageOf: (chunk: Fields) => CanonicalUsage | undefined,
): UsageStream {
  let state: State = { isRefused: false, isDone: false, isCounted: false };
  return {
    write({ data }) {
      if (data.trim() === "[DONE]") state = { ...state, isDone: true };
      else state = afterChunk(state, fieldsOf(parseJson(data)), usageOf);
    },
    result: () => resultOf(state),
  };
}

interface State {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly tier?: string | undefined;
  readonly usage?: CanonicalUsage | undefined;
  readonly finish?: string | undefined;
  readonly error?: ResponseError | undefined;
  readonly isRefused: boolean;
  readonly isDone: boolean;
  /** The usage is the last one. */
  readonly isCounted: boolean;
}

function afterChunk(
  state: State,
  chunk: Fields,
  usageOf: (chunk: Fields) => CanonicalUsage | undefined,
): State {
  const choices = itemsAt(chunk, "choices").map(fieldsOf);
  const usage = usageOf(chunk);
  const finish = finishOf(choices) ?? state.finish;
  const isLast = choices.length === 0 || finish !== undefined;
  return {
    id: state.id ?? nonEmpty(fieldAt(chunk, "id")),
    model: nonEmpty(fieldAt(chunk, "model")) ?? state.model,
    tier: nonEmpty(fieldAt(chunk, "service_tier")) ?? state.tier,
    usage: usage ?? state.usage,
    finish,
    error: errorOf(fieldAt(chunk, "error")) ?? state.error,
    isRefused: state.isRefused || choices.some(isRefusal),
    isDone: state.isDone,
    isCounted: usage === undefined ? state.isCounted : isLast,
  };
}

function resultOf(state: State): StreamedUsage {
  const complete = state.isDone || state.isCounted;
  const usage = state.usage && { ...state.usage, tier: state.usage.tier ?? state.tier };
  return {
    usage: complete && usage !== undefined ? usage : unfinishedUsage(usage),
    id: state.id,
    model: state.model,
    finishReason: state.error ? "error" : chatFinishReason(state.finish, state.isRefused),
    rawFinishReason: state.finish,
    error: state.error,
    complete,
  };
}

/** Of the first choice that says it: choices of one request end for reasons of their own, and the first is the one that is shown. */
function finishOf(choices: readonly Fields[]): string | undefined {
  for (const choice of choices) {
    const reason = nonEmpty(fieldAt(choice, "finish_reason"));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function isRefusal(choice: Fields): boolean {
  return nonEmpty(fieldAt(fieldsAt(choice, "delta"), "refusal")) !== undefined;
}

/** Azure's first chunk has an empty id and model. */
function nonEmpty(value: unknown): string | undefined {
  return textOf(value) || undefined;
}

import { type CanonicalUsage, UNKNOWN_USAGE } from "@tokenpak/core";
import type { ResponseError } from "../../canonical/canonical-response.ts";
import type { StreamedUsage, UsageStream } from "../provider-adapter.ts";
import { errorOf } from "../wire/error-of.ts";
import { type Fields, fieldAt, fieldsAt, fieldsOf, textAt } from "../wire/fields.ts";
import { parseJson } from "../wire/parse-json.ts";
import { unfinishedUsage } from "../wire/reported-usage.ts";
import { responsesFinish } from "./responses-finish.ts";
import { responsesUsage } from "./responses-usage.ts";

/**
 * Reads the events of one response: server-sent events, and the same JSON as frames of a WebSocket. Only the event that ends it
 * (`response.completed`, `.incomplete`, `.failed`) has usage. Where responses follow each other on one connection, the result is of the
 * latest one that ended: begin a stream for each.
 */
export function responsesUsageStream(): UsageStream {
  let state: State = { isEnded: false, finish: { finishReason: "unknown" } };
  return {
    write({ event, data }) {
      // Most of a stream is deltas, which say nothing that is read here: they need not be parsed.
      if (event?.endsWith(".delta") === true) return;
      state = afterEvent(state, fieldsOf(parseJson(data)));
    },
    result: () => resultOf(state),
  };
}

interface State {
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly usage?: CanonicalUsage | undefined;
  readonly finish: Pick<StreamedUsage, "finishReason" | "rawFinishReason">;
  readonly error?: ResponseError | undefined;
  readonly isEnded: boolean;
}

const ENDS: ReadonlySet<string> = new Set([
  "response.completed",
  "response.incomplete",
  "response.failed",
]);

function afterEvent(state: State, event: Fields): State {
  const type = textAt(event, "type") ?? "";
  if (type === "error") return { ...state, error: eventError(event) };
  const response = fieldsAt(event, "response");
  if (!type.startsWith("response.") || Object.keys(response).length === 0) return state;
  const named = {
    ...state,
    // A gateway may give the response another id in each event: that of the last one is what is asked for later.
    id: textAt(response, "id") ?? state.id,
    model: textAt(response, "model") ?? state.model,
    error: errorOf(fieldAt(response, "error")) ?? state.error,
  };
  if (!ENDS.has(type)) return named;
  return {
    ...named,
    usage: responsesUsage(response),
    finish: responsesFinish(response),
    isEnded: true,
  };
}

/** Its fields stand in `error`, or beside its type. */
function eventError(event: Fields): ResponseError {
  const { type: _, ...fields } = event;
  return errorOf(fieldAt(event, "error")) ?? errorOf(fields) ?? { message: "" };
}

function resultOf({ id, model, usage, finish, error, isEnded }: State): StreamedUsage {
  return {
    usage: isEnded ? (usage ?? UNKNOWN_USAGE) : unfinishedUsage(usage),
    id,
    model,
    finishReason: error ? "error" : finish.finishReason,
    rawFinishReason: finish.rawFinishReason,
    error,
    complete: isEnded,
  };
}

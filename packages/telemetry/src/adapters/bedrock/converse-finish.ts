import type { FinishReason } from "../../canonical/canonical-response.ts";

/** Why an answer of Converse ended, from its `stopReason`. */
export function converseFinish(raw: string | undefined): FinishReason {
  return FINISH.get(raw ?? "") ?? "unknown";
}

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop_sequence"],
  ["max_tokens", "max_tokens"],
  ["tool_use", "tool_use"],
  ["guardrail_intervened", "content_filter"],
  ["content_filtered", "content_filter"],
  ["model_context_window_exceeded", "context_window"],
  ["malformed_model_output", "error"],
  ["malformed_tool_use", "error"],
]);

import type { FinishReason } from "../../canonical/canonical-response.ts";

const REASONS: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ["end_turn", "stop"],
  ["stop_sequence", "stop_sequence"],
  ["max_tokens", "max_tokens"],
  ["model_context_window_exceeded", "context_window"],
  ["tool_use", "tool_use"],
  ["pause_turn", "pause"],
  ["compaction", "pause"],
  ["refusal", "refusal"],
]);

/** The canonical word for a `stop_reason`; `unknown` for a newer one, and for none. */
export function anthropicFinishReason(stopReason: string | undefined): FinishReason {
  return REASONS.get(stopReason ?? "") ?? "unknown";
}

import type { FinishReason } from "../../canonical/canonical-response.ts";
import { type Fields, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { callItem } from "./tool-items.ts";

/** Why a response ended, from its status, what is incomplete about it, and what it asks for. */
export function responsesFinish(response: Fields): {
  readonly finishReason: FinishReason;
  readonly rawFinishReason?: string | undefined;
} {
  const status = textAt(response, "status");
  const reason = textAt(fieldsAt(response, "incomplete_details"), "reason");
  const rawFinishReason = reason ?? status;
  if (status === "completed") return { finishReason: completedReason(response), rawFinishReason };
  return { finishReason: FINISH.get(rawFinishReason ?? "") ?? "unknown", rawFinishReason };
}

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ["max_output_tokens", "max_tokens"],
  ["content_filter", "content_filter"],
  ["failed", "error"],
]);

/** Calls that the client must answer, or a question whether a call is allowed; else the end of the answer, or a refusal. */
function completedReason(response: Fields): FinishReason {
  const items = itemsAt(response, "output").map(fieldsOf);
  if (items.some((item) => callItem(item)?.byProvider === false)) return "tool_use";
  if (items.some((item) => textAt(item, "type") === "mcp_approval_request")) return "pause";
  return items.some(isRefusal) ? "refusal" : "stop";
}

function isRefusal(item: Fields): boolean {
  return itemsAt(item, "content").some((part) => textAt(fieldsOf(part), "type") === "refusal");
}

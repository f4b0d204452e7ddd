import type { WireHints } from "../provider-adapter.ts";
import { type Fields, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { providerOfHost } from "../wire/provider-of-host.ts";
import { hostOf, pathOf } from "../wire/request-target.ts";
import { OPENAI_MODEL } from "./chat-likeness.ts";

/** Whose server speaks Chat Completions. */
export interface ChatServer {
  /** OpenAI's or Azure's, for all that is known. */
  readonly isOpenai: boolean;
  /** Who bills, where the host says so. */
  readonly provider?: string | undefined;
}

/**
 * The host decides; a host that is not well known is not OpenAI's. Without one, a path with a deployment is Azure's, and a model that is named unlike OpenAI's, or a field that
 * OpenAI does not write, tells another server.
 */
export function chatServer(raw: unknown, hints?: WireHints): ChatServer {
  const host = hostOf(hints);
  if (host !== undefined) {
    const provider = providerOfHost(host);
    return { isOpenai: provider === "openai" || provider === "azure", provider };
  }
  if (AZURE_PATH.test(pathOf(hints) ?? "")) return { isOpenai: true, provider: "azure" };
  const body = fieldsOf(raw);
  const model = textAt(body, "model") ?? "";
  return { isOpenai: (model === "" || OPENAI_MODEL.test(model)) && !hasAdditions(body) };
}

const AZURE_PATH = /^\/openai\/deployments\//;

function hasAdditions(body: Fields): boolean {
  if ("x_groq" in body || "timings" in body) return true;
  const choice = fieldsOf(itemsAt(body, "choices")[0]);
  const usages = [fieldsAt(body, "usage"), fieldsAt(choice, "usage")];
  return usages.some((usage) => USAGE_ADDITIONS.some((name) => name in usage));
}

const USAGE_ADDITIONS = [
  "cost",
  "cost_details",
  "cost_in_usd_ticks",
  "cached_tokens",
  "prompt_cache_hit_tokens",
  "queue_time",
  "num_sources_used",
];

import {
  addTokens,
  type CanonicalUsage,
  TOKEN_COUNTS,
  type TokenCounts,
  type UsagePart,
} from "@tokenpak/core";
import { type Fields, fieldAt, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { openaiUsageOf, readOpenaiCounts } from "../wire/openai-counts.ts";
import { countAt } from "../wire/read-count.ts";

/**
 * Usage of a response; `undefined` where it states none. Input includes what was read from and written into a cache, output includes
 * reasoning. Beside the tokens of the model itself, searches are counted (each search in the web, but not the pages that were opened
 * after it; each search in files), and images that a tool generated are a part of their own, of a model of their own.
 */
export function responsesUsage(response: Fields): CanonicalUsage | undefined {
  const counts = readOpenaiCounts(fieldAt(response, "usage"));
  if (counts === undefined) return undefined;
  const usage = openaiUsageOf(counts, {
    tier: textAt(response, "service_tier"),
    serverTools: searches(response),
  });
  const image = imagePart(response);
  return image === undefined ? usage : withPart(usage, image);
}

function searches(response: Fields): Record<string, number> {
  const stated = countAt(fieldsAt(fieldsAt(response, "tool_usage"), "web_search"), "num_requests");
  const calls = itemsAt(response, "output").map(fieldsOf);
  const counts = {
    web_search_requests: stated ?? calls.filter(isWebSearch).length,
    file_search_requests: calls.filter((call) => textAt(call, "type") === "file_search_call")
      .length,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Other actions of the tool are to open a page and to find something in it. */
function isWebSearch(call: Fields): boolean {
  const action = textAt(fieldsAt(call, "action"), "type") ?? "search";
  return textAt(call, "type") === "web_search_call" && action === "search";
}

function imagePart(response: Fields): UsagePart | undefined {
  const counts = readOpenaiCounts(fieldAt(fieldsAt(response, "tool_usage"), "image_gen"));
  if (counts === undefined || counts.input + counts.output === 0) return undefined;
  const tool = itemsAt(response, "tools")
    .map(fieldsOf)
    .find((offered) => textAt(offered, "type") === "image_generation");
  const model = textAt(tool ?? {}, "model") ?? DEFAULT_IMAGE_MODEL;
  return { ...tokensOf(openaiUsageOf(counts)), kind: "image_generation", model };
}

/** Of the tool, by OpenAI's reference, where a request names none. */
const DEFAULT_IMAGE_MODEL = "gpt-image-1";

function withPart(usage: CanonicalUsage, part: UsagePart): CanonicalUsage {
  const sum = addTokens(usage, part);
  return { ...usage, ...sum, parts: [{ ...tokensOf(usage), kind: "message" }, part] };
}

function tokensOf(usage: TokenCounts): TokenCounts {
  return Object.fromEntries(
    TOKEN_COUNTS.map((name) => [name, usage[name]]),
  ) as unknown as TokenCounts;
}

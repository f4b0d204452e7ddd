import type { CanonicalUsage } from "@tokenpak/core";
import { createUsageTap, type FinishReason, type StreamedUsage } from "@tokenpak/telemetry";
import type { CheckedRequest } from "./check-request.ts";
import { type ClientCounts, type ClientReport, COUNTS, type CountName } from "./client.ts";

/** What the bytes of an answer say, read piece by piece as they were sent. */
export function tapPieces(
  { adapter, hints: { path, host } }: CheckedRequest,
  pieces: readonly Uint8Array[],
): StreamedUsage {
  const tap = createUsageTap(adapter, { path, host });
  for (const piece of pieces) tap.write(piece);
  return tap.result();
}

/** What a client states otherwise than we read it, in words. */
export function differencesOf(
  { counts, ...said }: ClientReport,
  { usage, id, model, rawFinishReason, finishReason }: StreamedUsage,
): readonly string[] {
  const isStated = Object.values(counts).some((count) => count !== undefined);
  const ours: Readonly<Record<keyof typeof said, string | undefined>> = {
    id,
    model,
    rawFinish: rawFinishReason,
    finish: AI_SDK_REASONS[finishReason],
  };
  const other = Object.entries(said)
    .filter(([name, value]) => value !== undefined && value !== ours[name as keyof typeof said])
    .map(([name, value]) => `${name} ${value}, ours ${ours[name as keyof typeof said]}`);
  if (isStated || usage.usageSource === "unknown") return [...countsOf(counts, usage), ...other];
  return [`the client states no usage, we read ${usage.output} of output`, ...other];
}

function countsOf(theirs: ClientCounts, usage: CanonicalUsage): readonly string[] {
  return Object.entries(COUNTS).flatMap(([name, read]) => {
    const stated = theirs[name as CountName] ?? undefined;
    const own = read(usage);
    return stated === undefined || stated === own ? [] : [`${name} ${stated}, ours ${own}`];
  });
}

/** Our words in those of the AI SDK. */
const AI_SDK_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  context_window: "length",
  tool_use: "tool-calls",
  pause: "stop",
  refusal: "content-filter",
  content_filter: "content-filter",
  error: "error",
  unknown: "other",
};

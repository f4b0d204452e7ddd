import type { CanonicalUsage } from "@tokenpak/core";
import { type Fields, fieldAt, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { countAt, sumCounts } from "../wire/read-count.ts";
import { reportedUsage, unfinishedUsage } from "../wire/reported-usage.ts";
import { splitInput } from "../wire/split-input.ts";

/**
 * Usage of an answer, or of one chunk of it, where the counts are those so far; `undefined` where it states no counts (a chunk of Vertex
 * AI may have `usageMetadata` with the kind of traffic alone). A count that is left out is 0.
 *
 * Input is the prompt, which includes what was cached, and what tools of the provider's put before the model. Output is candidates and
 * thoughts; where the total shows that the candidates include the thoughts already, they are not added.
 */
export function geminiUsage(answer: Fields): CanonicalUsage | undefined {
  const stated = fieldsAt(answer, "usageMetadata");
  const counts = statedCounts(stated);
  if (counts === undefined) return undefined;
  const { cached } = counts;
  const usage = reportedUsage(
    {
      ...splitInput({ total: counts.input, cacheRead: cached }),
      output: counts.output,
      reasoning: counts.thoughts,
      ...modalities(stated),
    },
    { tier: textAt(stated, "serviceTier") ?? textAt(stated, "trafficType") },
  );
  if (COUNTS.some((name) => isAbsurd(stated, name))) return unfinishedUsage(usage);
  return cached > counts.input ? { ...usage, confidence: "low" } : usage;
}

function statedCounts(stated: Fields) {
  const prompt = countAt(stated, "promptTokenCount");
  const candidates =
    countAt(stated, "candidatesTokenCount") ?? countAt(stated, "responseTokenCount");
  const thoughts = countAt(stated, "thoughtsTokenCount");
  if (prompt === undefined && candidates === undefined && thoughts === undefined) return undefined;
  const input = sumCounts(prompt ?? 0, countAt(stated, "toolUsePromptTokenCount") ?? 0);
  const isInclusive =
    candidates !== undefined &&
    countAt(stated, "totalTokenCount") === sumCounts(input, candidates) &&
    (thoughts ?? 0) <= candidates;
  return {
    input,
    cached: countAt(stated, "cachedContentTokenCount") ?? 0,
    output: isInclusive ? candidates : sumCounts(candidates ?? 0, thoughts ?? 0),
    thoughts: thoughts ?? 0,
  };
}

/** What is cached of a modality is not part of the input that is not. */
function modalities(stated: Fields) {
  const input = (modality: string) =>
    Math.max(
      0,
      sumCounts(
        ofModality(stated, "promptTokensDetails", modality),
        ofModality(stated, "toolUsePromptTokensDetails", modality),
      ) - ofModality(stated, "cacheTokensDetails", modality),
    );
  return {
    audioInput: input("AUDIO"),
    imageInput: input("IMAGE"),
    audioOutput: ofModality(stated, OUTPUT_DETAILS, "AUDIO"),
    imageOutput: ofModality(stated, OUTPUT_DETAILS, "IMAGE"),
  };
}

const OUTPUT_DETAILS = "candidatesTokensDetails";

function ofModality(stated: Fields, details: string, modality: string): number {
  const counts = itemsAt(stated, details)
    .map(fieldsOf)
    .filter((detail) => textAt(detail, "modality") === modality)
    .map((detail) => countAt(detail, "tokenCount") ?? 0);
  return counts.reduce((sum, count) => sumCounts(sum, count), 0);
}

const COUNTS = ["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount"] as const;

function isAbsurd(stated: Fields, name: string): boolean {
  return (fieldAt(stated, name) ?? null) !== null && countAt(stated, name) === undefined;
}

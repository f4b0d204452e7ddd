import type { Attributes, Meter } from "@opentelemetry/api";
import {
  type CanonicalUsage,
  type CompletionRecord,
  cacheWriteTokens,
  inputTokens,
} from "@tokenpak/core";
import { type GenAiConventions, metricAttributes } from "./gen-ai-attributes.ts";

/** Records the tokens of one request. */
export type RecordTokens = (record: CompletionRecord) => void;

/** Instruments for tokens, under the names that the conventions have for them. */
export function tokenMetrics(meter: Meter, conventions: GenAiConventions): RecordTokens {
  return conventions === "latest" ? latestTokens(meter) : widespreadTokens(meter);
}

/** Bounds of the conventions for numbers of tokens: powers of four. */
const TOKEN_BOUNDS = Array.from({ length: 14 }, (_, power) => 4 ** power);

const TOKENS = { unit: "{token}" } as const;

function widespreadTokens(meter: Meter): RecordTokens {
  const usage = meter.createHistogram("gen_ai.client.token.usage", {
    ...TOKENS,
    description: "Tokens of input, cached ones included, and of output",
    advice: { explicitBucketBoundaries: TOKEN_BOUNDS },
  });
  return (record) => {
    if (record.usage.usageSource === "unknown") return;
    const attributes = metricAttributes(record);
    usage.record(inputTokens(record.usage), { ...attributes, "gen_ai.token.type": "input" });
    usage.record(record.usage.output, { ...attributes, "gen_ai.token.type": "output" });
  };
}

function latestTokens(meter: Meter): RecordTokens {
  const counter = (name: string, description: string) =>
    meter.createCounter(`gen_ai.client.inference.usage.${name}`, { ...TOKENS, description });
  const histogram = (name: string, description: string) =>
    meter.createHistogram(`gen_ai.client.inference.operation.${name}`, {
      ...TOKENS,
      description,
      advice: { explicitBucketBoundaries: TOKEN_BOUNDS },
    });
  const input = counter("input_tokens", "Tokens of input, cached ones included");
  const output = counter("output_tokens", "Tokens of output");
  const read = counter("cache_read.input_tokens", "Tokens of input read from a prompt cache");
  const write = counter("cache_write.input_tokens", "Tokens of input written into a prompt cache");
  const reasoning = counter("reasoning.output_tokens", "Tokens of output spent on reasoning");
  const inputs = histogram("input_tokens", "Tokens of input of one request");
  const outputs = histogram("output_tokens", "Tokens of output of one request");
  return (record) => {
    const { usage } = record;
    const attributes = metricAttributes(record);
    if (usage.usageSource === "unknown" && record.outcome === "ok") return;
    for (const [modality, tokens] of inputModalities(usage)) {
      input.add(tokens, modal(attributes, modality));
    }
    for (const [modality, tokens] of outputModalities(usage)) {
      output.add(tokens, modal(attributes, modality));
    }
    read.add(usage.cacheRead, modal(attributes, "unknown"));
    write.add(cacheWriteTokens(usage), modal(attributes, "unknown"));
    reasoning.add(usage.reasoning, modal(attributes, "text"));
    inputs.record(inputTokens(usage), attributes);
    outputs.record(usage.output, attributes);
  };
}

function modal(attributes: Attributes, modality: string): Attributes {
  return { ...attributes, "gen_ai.token.modality": modality };
}

type Modalities = readonly (readonly [modality: string, tokens: number])[];

function inputModalities(usage: CanonicalUsage): Modalities {
  return modalities(inputTokens(usage), usage.audioInput, usage.imageInput);
}

function outputModalities(usage: CanonicalUsage): Modalities {
  return modalities(usage.output, usage.audioOutput, usage.imageOutput);
}

/** A request without tokens, such as one that failed, counts as 0 of an unknown modality. */
function modalities(all: number, audio: number, image: number): Modalities {
  if (all === 0) return [["unknown", 0]];
  const shares = [
    ["text", Math.max(0, all - audio - image)],
    ["audio", audio],
    ["image", image],
  ] as const;
  return shares.filter(([, tokens]) => tokens > 0);
}

import { UNKNOWN_USAGE } from "@tokenpak/core";
import type { ProviderAdapter } from "./provider-adapter.ts";
import { extraOf, fieldsOf, textOf } from "./wire/fields.ts";

/**
 * Stands for every format that is not known: it reads a model and whether a stream is asked for, keeps the rest in `extra`, and its
 * usage is unknown. It makes no estimate: in a body of unknown meaning there is no telling what a model said from what it did not, and
 * a list of models is no completion.
 */
export const unknownAdapter: ProviderAdapter = {
  name: "unknown",
  provider: "unknown",
  detect: () => 0,
  toCanonicalRequest(raw) {
    const fields = fieldsOf(raw);
    const { model, stream } = fields;
    return {
      provider: "unknown",
      model: textOf(model) ?? "",
      system: [],
      messages: [],
      tools: [],
      params: {},
      stream: stream === true,
      extra: extraOf(fields, textOf(model) === undefined ? NOTHING : MODEL),
      raw,
    };
  },
  toCanonicalResponse: (raw) => ({
    provider: "unknown",
    output: [],
    finishReason: "unknown",
    usage: UNKNOWN_USAGE,
    extra: extraOf(fieldsOf(raw), NOTHING),
    raw,
  }),
  extractUsage: () => UNKNOWN_USAGE,
  usageStream: () => ({
    write: () => undefined,
    result: () => ({
      usage: { ...UNKNOWN_USAGE, partial: true },
      finishReason: "unknown",
      complete: false,
    }),
  }),
};

const NOTHING: ReadonlySet<string> = new Set();

const MODEL: ReadonlySet<string> = new Set(["model"]);

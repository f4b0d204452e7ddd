import * as z from "zod/mini";
import { CanonicalUsage } from "./canonical-usage.ts";
import { contentPart, extraFields } from "./content-part.ts";

/** Why an answer ended. */
export const FINISH_REASONS = [
  "stop",
  "stop_sequence",
  "max_tokens",
  "context_window",
  "tool_use",
  "pause",
  "refusal",
  "content_filter",
  "error",
  "unknown",
] as const;

export type FinishReason = (typeof FINISH_REASONS)[number];

const responseError = z.strictObject({
  /** As the provider calls it: `overloaded_error`, `invalid_request_error`, ... */
  type: z.optional(z.string()),
  code: z.optional(z.string()),
  message: z.string(),
});

/** What a provider said went wrong. */
export type ResponseError = z.infer<typeof responseError>;

/** Checks a {@link CanonicalResponse} that comes from outside. Unknown fields are an error. */
export const CanonicalResponse = z.strictObject({
  provider: z.string(),
  /** The provider's id of the response. */
  id: z.optional(z.string()),
  /** The model that answered, where it is said. */
  model: z.optional(z.string()),
  /** What the model said, of its first choice where it gave several. */
  output: z.array(contentPart),
  finishReason: z.enum(FINISH_REASONS),
  /** In the provider's own word. */
  rawFinishReason: z.optional(z.string()),
  error: z.optional(responseError),
  usage: CanonicalUsage,
  /** Fields of the body that have no place above. */
  extra: extraFields,
  /** The body as it came. */
  raw: z.unknown(),
});

/** The answer of a model, in one form for every provider. */
export type CanonicalResponse = z.infer<typeof CanonicalResponse>;

import {
  type CanonicalUsage as CanonicalUsageShape,
  CONFIDENCES,
  type TokenCounts,
  USAGE_SOURCES,
} from "@tokenpak/core";
import * as z from "zod/mini";

/** A number of tokens: an integer from 0. */
const count = z.int().check(z.nonnegative());

const counts = {
  uncachedInput: count,
  cacheRead: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
  cacheWriteOther: count,
  output: count,
  reasoning: count,
  audioInput: count,
  audioOutput: count,
  imageInput: count,
  imageOutput: count,
} as const satisfies Record<keyof TokenCounts, typeof count>;

const text = z.optional(z.string());

/** Checks a {@link CanonicalUsageShape} that comes from outside, such as a file. Unknown fields are an error. */
export const CanonicalUsage: z.ZodMiniType<CanonicalUsageShape> = z.strictObject({
  ...counts,
  serverTools: z.record(z.string(), count),
  tier: text,
  speed: text,
  geo: text,
  parts: z.optional(z.array(z.strictObject({ ...counts, kind: z.string(), model: text }))),
  usageSource: z.enum(USAGE_SOURCES),
  confidence: z.enum(CONFIDENCES),
  partial: z.boolean(),
});

/** What one request used, in one form for every provider. */
export type CanonicalUsage = CanonicalUsageShape;

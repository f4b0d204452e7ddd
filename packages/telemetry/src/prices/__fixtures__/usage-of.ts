import { type CanonicalUsage, NO_TOKENS } from "@tokenpak/core";

/** A usage that a provider reported. */
export function usageOf(fields: Partial<CanonicalUsage>): CanonicalUsage {
  return {
    ...NO_TOKENS,
    serverTools: {},
    usageSource: "provider_reported",
    confidence: "high",
    partial: false,
    ...fields,
  };
}

import { TokenPakError } from "@tokenpak/core";

/** Options of `packContext` as a caller without types may give them. */
interface GivenOptions {
  readonly totalTokens?: unknown;
  readonly reserve?: unknown;
  readonly query?: unknown;
  readonly pinned?: unknown;
}

/** {@link GivenOptions} after all checks. */
export interface ContextLimits {
  /** Tokens that the text may have. */
  readonly limit: number;
  readonly pinned: readonly string[];
  readonly query: string | undefined;
}

/** Throws `INVALID_OPTION` for what cannot be meant. */
export function checkContextOptions(candidates: unknown, options: GivenOptions): ContextLimits {
  if (!Array.isArray(candidates)) throw invalid("candidates must be an array");
  const { totalTokens, reserve = 0, query, pinned = [] } = options ?? {};
  if (!isCount(totalTokens)) {
    throw invalid(`totalTokens must be an integer from 0, not ${String(totalTokens)}`);
  }
  if (!isCount(reserve)) throw invalid(`reserve must be an integer from 0, not ${String(reserve)}`);
  if (reserve > totalTokens) {
    throw invalid(`reserve is ${reserve}, more than the ${totalTokens} of totalTokens. Lower it`);
  }
  if (query !== undefined && typeof query !== "string") throw invalid("query must be a text");
  if (!Array.isArray(pinned) || !pinned.every((ref) => typeof ref === "string")) {
    throw invalid("pinned must be an array of refs");
  }
  return { limit: totalTokens - reserve, pinned, query };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function invalid(message: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `${message}.`);
}

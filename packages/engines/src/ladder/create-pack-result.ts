import type { PackResult } from "@tokenpak/core";
import type { Candidate } from "./candidate.ts";
import { createRendition } from "./rendition.ts";
import type { Source } from "./source.ts";

/** A verified candidate with what callers are told of how it came about. Omissions and facts are computed when first read. */
export function createPackResult(
  candidate: Candidate,
  source: Source,
  {
    kind,
    processor,
    version,
    verifyFailures,
  }: Pick<PackResult, "kind" | "processor" | "version" | "verifyFailures">,
): PackResult {
  const { ref, tokens: tokensBefore } = source;
  // Assigned to, the rendition keeps its accessors.
  return Object.assign(createRendition(candidate, source), {
    kind,
    ref,
    tokensBefore,
    processor,
    version,
    verifyFailures,
  });
}

import {
  FACT_TYPES,
  type FactReport,
  isExact,
  type Omission,
  type Rendition,
} from "@tokenpak/core";
import { reportFacts } from "../facts/report-facts.ts";
import type { Candidate } from "./candidate.ts";
import type { Source } from "./source.ts";

/**
 * A verified candidate as callers see it. `omissions` and `facts` cost a pass over the source each, so they are computed when
 * first read; both are own enumerable properties, so JSON and structured clones hold them.
 */
export function createRendition(candidate: Candidate, source: Source): Rendition {
  const { level, grade, text, tokens } = candidate;
  let omissions: readonly Omission[] | undefined;
  let facts: FactReport | undefined;
  return {
    level,
    grade,
    text,
    tokens,
    get omissions() {
      omissions ??= candidate.omissions();
      return omissions;
    },
    get facts() {
      facts ??= factsKept(source.text, { grade, text });
      return facts;
    },
  };
}

/** The facts of a source that a rendition of it keeps. */
export function factsKept(
  source: string,
  { grade, text }: Pick<Rendition, "grade" | "text">,
): FactReport {
  return isExact(grade) ? allKept(source) : reportFacts(source, text);
}

/** An exact rendition keeps every fact: its decoding was compared with the source. */
function allKept(text: string): FactReport {
  const { byType, extracted } = reportFacts(text, "");
  const kept = FACT_TYPES.map((type) => {
    const count = byType[type].extracted;
    return [type, { extracted: count, kept: count }] as const;
  });
  return {
    extracted,
    kept: extracted,
    recall: 1,
    byType: Object.fromEntries(kept) as FactReport["byType"],
  };
}

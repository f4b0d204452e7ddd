import { FACT_TYPES, type FactReport, type FactType } from "@tokenpak/core";
import { extractFacts, type FactSets } from "./extract-facts.ts";

/**
 * How many of the distinct facts of `source` are still in `output`. A fact is kept when the same extractor finds it in the
 * output, under any type, or when it stands there as a whole word.
 */
export function reportFacts(source: string, output: string): FactReport {
  const wanted = extractFacts(source);
  const found = everythingIn(output);
  let extracted = 0;
  let kept = 0;
  const byType = FACT_TYPES.map((type) => {
    const facts = wanted[type];
    let keptHere = 0;
    for (const fact of facts) if (found.has(fact)) keptHere++;
    extracted += facts.size;
    kept += keptHere;
    return [type, { extracted: facts.size, kept: keptHere }] as const;
  });
  return {
    extracted,
    kept,
    recall: extracted === 0 ? 1 : kept / extracted,
    byType: Object.fromEntries(byType) as Record<FactType, { extracted: number; kept: number }>,
  };
}

function everythingIn(output: string): ReadonlySet<string> {
  const all = new Set<string>();
  const sets: FactSets = extractFacts(output);
  for (const type of FACT_TYPES) for (const fact of sets[type]) all.add(fact);
  for (const word of output.split(/[\s"'`,;:|=()[\]{}<>]+/)) all.add(word);
  return all;
}

import { BUCKETS, type BucketName, type BudgetConfig } from "./budget-config.ts";
import type { ConfigPlace, ConfigProblem } from "./config-problem.ts";

/** What is wrong among the ranges of a configuration; `places` tells, by path in camelCase, which of them were given and where. */
export function rangeProblems(
  { buckets }: BudgetConfig,
  places: ReadonlyMap<string, ConfigPlace>,
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const bucket of BUCKETS) {
    const { minPct, maxPct } = buckets[bucket];
    if (minPct > maxPct) problems.push(crossed(bucket, { minPct, maxPct }, places));
  }
  const { name = "buckets", line } = places.get("buckets") ?? {};
  const listed = (of: "minPct" | "maxPct") =>
    BUCKETS.map((bucket) => `${bucket} ${buckets[bucket][of]}`).join(", ");
  const sum = (of: "minPct" | "maxPct") => {
    const exact = BUCKETS.reduce((total, bucket) => total + buckets[bucket][of], 0);
    return Number(exact.toFixed(6));
  };
  const [least, most] = [sum("minPct"), sum("maxPct")];
  if (least > 100) {
    const message = `${name} have minima of ${least} together (${listed("minPct")}); give at most 100.`;
    problems.push({ line, message });
  }
  if (most < 100) {
    const message = `${name} have maxima of ${most} together (${listed("maxPct")}), so that the total cannot be used; give at least 100.`;
    problems.push({ line, message });
  }
  return problems;
}

function crossed(
  bucket: BucketName,
  { minPct, maxPct }: { readonly minPct: number; readonly maxPct: number },
  places: ReadonlyMap<string, ConfigPlace>,
): ConfigProblem {
  const least = places.get(`buckets.${bucket}.minPct`);
  const most = places.get(`buckets.${bucket}.maxPct`);
  const usual = " (the default)";
  const message =
    least === undefined
      ? `${most?.name} is ${maxPct}, below the minimum of ${minPct}${usual}; give both.`
      : `${least.name} is ${minPct}, above the maximum of ${maxPct}${most === undefined ? usual : ""}; give ${most === undefined ? "both" : "a lower one"}.`;
  return { line: least?.line ?? most?.line, message };
}

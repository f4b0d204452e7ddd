import * as z from "zod/mini";

/** The parts of a context, in the order in which they stand in it. */
export const BUCKETS = ["state", "recent", "evidence", "tools"] as const;

/** One of {@link BUCKETS}: what is true now, the latest turns, what was found, the schemas of tools. */
export type BucketName = (typeof BUCKETS)[number];

/** How important a bucket is, most important first: of two buckets the later one in this list is trimmed first. */
export const BUCKET_PRIORITIES = ["critical", "high", "medium", "low", "variable"] as const;

/** One of {@link BUCKET_PRIORITIES}. */
export type BucketPriority = (typeof BUCKET_PRIORITIES)[number];

/** What one bucket gets of the total. */
export interface BucketRange {
  /** Percent of the total, 0 to 100, that it is sure of when it has use for it; what it does not need goes to the others. */
  readonly minPct: number;
  /** Percent of the total, 0 to 100, that it may pass only when no other bucket has use for the rest. At least `minPct`. */
  readonly maxPct: number;
  readonly priority: BucketPriority;
}

/** How a context is shared among its buckets: the minima together at most 100 %, the maxima at least 100 %. */
export interface BudgetConfig {
  /** Whole tokens, from 0. */
  readonly totalTokens: number;
  readonly buckets: Readonly<Record<BucketName, BucketRange>>;
  /** What was set and has no effect here, one sentence each, with file and line where it was read from a file. */
  readonly notes?: readonly string[] | undefined;
}

/** A part of a {@link BudgetConfig}; what it leaves out is as in {@link DEFAULT_BUDGET_CONFIG}. */
export interface BudgetConfigInit {
  readonly totalTokens?: number | undefined;
  readonly buckets?:
    | { readonly [Name in BucketName]?: Partial<BucketRange> | undefined }
    | undefined;
}

/** 12,000 tokens; state 8-15 %, recent 10-20 %, evidence 50-70 %, tools 0-25 %. */
export const DEFAULT_BUDGET_CONFIG: BudgetConfig = {
  totalTokens: 12_000,
  buckets: {
    state: { minPct: 8, maxPct: 15, priority: "critical" },
    recent: { minPct: 10, maxPct: 20, priority: "high" },
    evidence: { minPct: 50, maxPct: 70, priority: "medium" },
    tools: { minPct: 0, maxPct: 25, priority: "variable" },
  },
};

const NO_TOKENS = "give a whole number of tokens, from 0";
const NO_PERCENT = "give 0 to 100";
const NO_PRIORITY = `give ${BUCKET_PRIORITIES.slice(0, -1).join(", ")} or ${BUCKET_PRIORITIES.at(-1)}`;

const PERCENT = z.number({ error: inDigits(NO_PERCENT) }).check(
  z.refine((percent) => percent >= 0 && percent <= 100, { error: NO_PERCENT, abort: true }),
  z.refine((percent) => percent === 0 || percent >= 1, { error: asPercent }),
);

const RANGE = z.strictObject({
  minPct: z.optional(PERCENT),
  maxPct: z.optional(PERCENT),
  priority: z.optional(z.enum(BUCKET_PRIORITIES, NO_PRIORITY)),
});

/** The shape of a {@link BudgetConfigInit}, each value by itself. Its messages say what to give instead. */
export const BUDGET_CONFIG_SCHEMA = z.strictObject({
  totalTokens: z.optional(z.int({ error: inDigits(NO_TOKENS) }).check(z.nonnegative(NO_TOKENS))),
  buckets: z.optional(
    z.strictObject({
      state: z.optional(RANGE),
      recent: z.optional(RANGE),
      evidence: z.optional(RANGE),
      tools: z.optional(RANGE),
    }),
  ),
});

function inDigits(may: string) {
  return ({ input }: { readonly input?: unknown }) =>
    typeof input === "string" ? `${may}, in digits without quotes, units and signs` : may;
}

/** 0.08 may be meant as 8 % or as 0.08 %; which one is for the user to say. */
function asPercent({ input }: { readonly input?: unknown }): string {
  const percent = Number((Number(input) * 100).toFixed(6));
  return `give 0, or percent from 1 on: ${percent} if ${percent} % is meant`;
}

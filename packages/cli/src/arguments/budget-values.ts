import * as z from "zod/mini";
import { integer } from "./values.ts";

/** What the arguments of `tokenpak budget` may be, and what is made of them: as values.ts, imported by the command that runs. */
const COMMON = { json: z._default(z.boolean(), false), ledger: z.optional(z.string()) };

const SWITCH = z._default(z.boolean(), false);

const READING = {
  ...COMMON,
  stored: SWITCH,
  logs: z.array(z.string().check(z.minLength(1, "must name a folder or a file"))),
};

const TEXT = z.optional(z.string());

/** Of `tokenpak budget set`. */
export const budgetSetValues = z.object({
  ...COMMON,
  limit: TEXT,
  value: TEXT,
  daily: TEXT,
  weekly: TEXT,
  monthly: TEXT,
  session: TEXT,
  window: z.optional(timeSpan()),
  amount: TEXT,
  tokens: SWITCH,
  agent: TEXT,
  project: TEXT,
  model: TEXT,
  "alert-at": z.optional(percent()),
  "hard-stop": SWITCH,
  "warn-only": SWITCH,
  utc: SWITCH,
  local: SWITCH,
  name: TEXT,
  remove: SWITCH,
});

/** Of `tokenpak budget status`. */
export const budgetStatusValues = z.object({ ...READING, check: SWITCH });

/** Of `tokenpak budget show`. */
export const budgetShowValues = z.object(COMMON);

/** Of `tokenpak budget history`. */
export const budgetHistoryValues = z.object({
  ...READING,
  name: TEXT,
  day: SWITCH,
  week: SWITCH,
  month: SWITCH,
  limit: z._default(integer({ least: 1, most: 10_000 }), 20),
  utc: SWITCH,
  csv: SWITCH,
});

/** `80` or `80%` as a share, 0.8. */
function percent() {
  const shareOf = (text: string): number => {
    const [, digits] = /^(\d{1,3}(?:\.\d{1,6})?) ?%?$/.exec(text) ?? [];
    return Number(digits ?? Number.NaN) / 100;
  };
  const isRight = (text: string): boolean => {
    const share = shareOf(text);
    // Whoever writes 0.8 means 80.
    return share === 0 || (share >= 0.01 && share <= 1);
  };
  return z.pipe(
    z.string().check(z.refine(isRight, "must be percent from 1 to 100, for example 80")),
    z.transform(shareOf),
  );
}

const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `5h` as itself and in milliseconds. */
function timeSpan() {
  const spanOf = (text: string): { readonly text: string; readonly ms: number } => {
    const [, amount, unit = ""] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
    return { text, ms: Number(amount ?? 0) * (UNIT_MS[unit] ?? 0) };
  };
  return z.pipe(
    z
      .string()
      .check(z.refine((text) => spanOf(text).ms > 0, "must be a time such as 90m, 5h, 7d or 2w")),
    z.transform(spanOf),
  );
}

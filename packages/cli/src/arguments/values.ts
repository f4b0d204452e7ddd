import { CONTENT_KINDS, GRADES, REPORT_DIMENSIONS, type ReportDimension } from "@tokenpak/core";
import * as z from "zod/mini";
import { SOURCE_KINDS } from "../indexing/source-kinds.ts";

/**
 * What the arguments of each command may be, and what is made of them. Loading zod takes tens of milliseconds, so this file is
 * imported by the command that runs, never for a help.
 */
const COMMON = { db: z.optional(z.string()), json: z._default(z.boolean(), false) };

const SWITCH = z._default(z.boolean(), false);

/** Of `tokenpak index`. */
export const indexValues = z.object({
  ...COMMON,
  path: z.string(),
  from: z._default(z.enum(SOURCE_KINDS), "folder"),
  ref: z.optional(z.string()),
  name: z.optional(z.string().check(z.regex(/^[^/]+$/, "must be a name without /"))),
  full: SWITCH,
  watch: SWITCH,
  threads: z.optional(integer({ least: 0, most: 64 })),
  verbose: SWITCH,
});

/** Of `tokenpak search`. */
export const searchValues = z.object({
  ...COMMON,
  query: z.string(),
  "top-k": z.optional(integer({ least: 1, most: 1000 })),
  type: z.optional(z.string()),
  path: z.optional(z.string()),
  budget: z.optional(integer({ least: 1 })),
});

/** Of `tokenpak pack`. */
export const packValues = z.object({
  ...COMMON,
  query: z.string(),
  budget: z._default(integer({ least: 1 }), 8000),
  reserve: z._default(integer({ least: 0 }), 0),
  pin: z.array(z.string().check(z.minLength(1, "must name a file"))),
  "top-k": z.optional(integer({ least: 1, most: 1000 })),
  type: z.optional(z.string()),
  path: z.optional(z.string()),
});

/** Of `tokenpak prune`. */
export const pruneValues = z.object({
  ...COMMON,
  "keep-versions": z.optional(integer({ least: 1 })),
  "usage-before": z.optional(z.string()),
  ledger: z.optional(z.string()),
});

/** Of `tokenpak stats`. */
export const databaseValues = z.object(COMMON);

/** Of `tokenpak doctor`. */
export const doctorValues = z.object({ ...COMMON, repair: SWITCH });

/** Of `tokenpak compress`. */
export const compressValues = z.object({
  ...COMMON,
  file: z.optional(z.string()),
  "max-tokens": z.optional(integer({ least: 1 })),
  query: z.optional(z.string()),
  floor: z.optional(z.enum(GRADES)),
  kind: z.optional(z.enum(CONTENT_KINDS)),
  command: z.optional(z.string()),
  preserve: z.array(z.string()),
  bare: SWITCH,
});

/** Of `tokenpak expand`. */
export const expandValues = z.object({
  ...COMMON,
  ref: z.string(),
  lines: z.optional(lineRange()),
});

/** Of `tokenpak cost`. */
export const costValues = z.object({
  json: COMMON.json,
  today: SWITCH,
  week: SWITCH,
  month: SWITCH,
  since: z.optional(z.string()),
  until: z.optional(z.string()),
  by: z._default(dimensions(), ["model"]),
  agent: z.optional(z.string()),
  model: z.optional(z.string()),
  project: z.optional(z.string()),
  session: z.optional(z.string()),
  top: z.optional(integer({ least: 1, most: 100_000 })),
  csv: SWITCH,
  records: SWITCH,
  watch: SWITCH,
  stored: SWITCH,
  // An empty one, of a variable that is not set, would be the working folder.
  logs: z.array(z.string().check(z.minLength(1, "must name a folder or a file"))),
  utc: SWITCH,
  ledger: z.optional(z.string()),
});

/** Names of dimensions, separated by commas, each once. */
function dimensions() {
  const isKnown = (name: string): name is ReportDimension =>
    (REPORT_DIMENSIONS as readonly string[]).includes(name);
  const namesOf = (text: string): readonly string[] => text.split(",").map((name) => name.trim());
  const areKnown = (text: string): boolean => {
    const names = namesOf(text);
    return names.every(isKnown) && new Set(names).size === names.length;
  };
  const message = `must be of ${REPORT_DIMENSIONS.join(", ")}, several separated by commas`;
  return z.pipe(
    z.string().check(z.refine(areKnown, message)),
    z.transform((text: string): readonly ReportDimension[] => namesOf(text).filter(isKnown)),
  );
}

/** A decimal integer; nothing that only looks like one, such as `1e3` or `0x10`. */
export function integer({ least, most }: { readonly least: number; readonly most?: number }) {
  const range = most === undefined ? `, at least ${least}` : ` from ${least} to ${most}`;
  const isInRange = (text: string): boolean => {
    const number = /^\+?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(number) && number >= least && number <= (most ?? number);
  };
  return z.pipe(
    z.string().check(z.refine(isInRange, `must be an integer${range}`)),
    z.transform(Number),
  );
}

/** `7` is one line, `7-9` are three. */
function lineRange() {
  const isRange = (text: string): boolean => {
    const [from, to] = boundsOf(text);
    return from >= 1 && to >= from;
  };
  return z.pipe(
    z
      .string()
      .check(z.refine(isRange, "must be a line or a range from 1, for example 7 or 120-455")),
    z.transform(boundsOf),
  );
}

function boundsOf(text: string): readonly [from: number, to: number] {
  const [, from, to = from] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? [];
  return [Number(from), Number(to)];
}

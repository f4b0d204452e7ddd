import {
  CONFIDENCES,
  type CompletionEntry,
  type LedgerEntries,
  type SavingsRecord,
  TOKEN_COUNTS,
  TokenPakError,
  USAGE_SOURCES,
} from "@tokenpak/core";

/** More tokens than this, in one request, are a mistake. */
export const MOST_TOKENS = 1e12;

/** More than a million dollars, for one request, is a mistake. */
const MOST_NANOS = 1e15;

const LATEST = 8.64e15;
const LONGEST_TEXT = 65_536;
const OUTCOMES = ["ok", "error", "aborted"] as const;
const COST_SOURCES = ["calculated", "reported"] as const;
const PRICE_MATCHES = ["exact", "fuzzy"] as const;

/** Throws `INVALID_OPTION`, naming record and field, for what cannot be recorded. */
export function checkEntries({ completions = [], savings = [] }: LedgerEntries): void {
  for (const [index, entry] of completions.entries()) {
    checkCompletion(entry, fieldChecks("completions", { index, record: entry }));
  }
  for (const [index, record] of savings.entries()) {
    checkSaving(record, fieldChecks("savings", { index, record }));
  }
}

function checkCompletion(entry: CompletionEntry, check: FieldChecks): void {
  check.name("id", entry.id);
  check.number("at", entry.at, [0, LATEST]);
  check.name("provider", entry.provider);
  check.name("model", entry.model);
  check.name("observer", entry.observer);
  for (const field of OPTIONAL_TEXTS) check.optionalText(field, entry[field]);
  checkUsage(entry, check);
  check.optional(entry.costNanos, () => {
    check.whole("costNanos", entry.costNanos, [0, MOST_NANOS]);
  });
  check.optional(entry.costSource, (value) => {
    check.oneOf("costSource", value, COST_SOURCES);
  });
  check.optional(entry.priceMatch, (value) => {
    check.oneOf("priceMatch", value, PRICE_MATCHES);
  });
  for (const field of ["latencyMs", "firstTokenMs"] as const) {
    check.optional(entry[field], (value) => check.number(field, value, [0, LATEST]));
  }
  check.oneOf("outcome", entry.outcome, OUTCOMES);
  check.optional(entry.sideCopy, (value) => check.truth("sideCopy", value));
  check.optional(entry.supersedes, (value) => check.texts("supersedes", value));
}

const OPTIONAL_TEXTS = [
  "modelRequested",
  "agent",
  "subagent",
  "session",
  "project",
  "priceModel",
  "priceTable",
  "responseId",
  "requestId",
] as const;

function checkUsage({ usage }: CompletionEntry, check: FieldChecks): void {
  check.object("usage", usage);
  for (const field of TOKEN_COUNTS) {
    check.whole(`usage.${field}`, usage[field], [0, MOST_TOKENS]);
  }
  check.object("usage.serverTools", usage.serverTools);
  for (const [tool, calls] of Object.entries(usage.serverTools)) {
    check.whole(`usage.serverTools[${JSON.stringify(tool)}]`, calls, [0, MOST_TOKENS]);
  }
  for (const field of ["tier", "speed", "geo"] as const) {
    check.optionalText(`usage.${field}`, usage[field]);
  }
  check.optional(usage.parts, (parts) => check.list("usage.parts", parts));
  for (const [index, part] of (usage.parts ?? []).entries()) {
    const name = `usage.parts[${index}]`;
    check.object(name, part);
    check.name(`${name}.kind`, part.kind);
    check.optionalText(`${name}.model`, part.model);
    for (const field of TOKEN_COUNTS) {
      check.whole(`${name}.${field}`, part[field], [0, MOST_TOKENS]);
    }
  }
  check.oneOf("usage.usageSource", usage.usageSource, USAGE_SOURCES);
  check.oneOf("usage.confidence", usage.confidence, CONFIDENCES);
  check.truth("usage.partial", usage.partial);
}

function checkSaving(record: SavingsRecord, check: FieldChecks): void {
  check.name("id", record.id);
  check.number("at", record.at, [0, LATEST]);
  for (const field of ["completionId", "agent", "session", "project", "model"] as const) {
    check.optionalText(field, record[field]);
  }
  for (const field of ["tokensBefore", "tokensAfter", "tokensFetchedBack"] as const) {
    check.whole(field, record[field], [0, MOST_TOKENS]);
  }
  check.optional(record.savedNanos, (value) => {
    check.whole("savedNanos", value, [-MOST_NANOS, MOST_NANOS]);
  });
  check.oneOf("confidence", record.confidence, CONFIDENCES);
}

type Range = readonly [least: number, most: number];

type FieldChecks = ReturnType<typeof fieldChecks>;

/** Checks of the fields of one record, which name it when they throw. */
function fieldChecks(list: string, subject: { index: number; record: { id: unknown } }) {
  const { index, record } = subject;
  const fail = (field: string, found: unknown, wanted: string): never => {
    const id =
      typeof record?.id === "string" ? ` (id ${JSON.stringify(record.id.slice(0, 100))})` : "";
    throw new TokenPakError(
      "INVALID_OPTION",
      `${list}[${index}]${id}: ${field} is ${described(found)}; give ${wanted}. Nothing of this batch was recorded.`,
    );
  };
  const number = (field: string, value: unknown, [least, most]: Range): void => {
    if (typeof value === "number" && value >= least && value <= most) return;
    fail(field, value, `a number from ${least} to ${most}`);
  };
  const text = (field: string, value: unknown): void => {
    if (typeof value === "string" && value.length <= LONGEST_TEXT) return;
    fail(field, value, `a text of at most ${LONGEST_TEXT} characters`);
  };
  const optional = <Value>(value: Value | undefined, check: (value: Value) => void): void => {
    if (value !== undefined) check(value);
  };
  return {
    number,
    optional,
    optionalText: (field: string, value: unknown) => optional(value, () => text(field, value)),
    name: (field: string, value: unknown) => {
      text(field, value);
      if (value === "") fail(field, value, "a text that is not empty");
    },
    whole: (field: string, value: unknown, range: Range) => {
      if (!Number.isSafeInteger(value)) {
        fail(field, value, `a whole number from ${range[0]} to ${range[1]}`);
      }
      number(field, value, range);
    },
    oneOf: (field: string, value: unknown, names: readonly string[]) => {
      if (!names.includes(value as string)) fail(field, value, `one of ${names.join(", ")}`);
    },
    truth: (field: string, value: unknown) => {
      if (typeof value !== "boolean") fail(field, value, "true or false");
    },
    object: (field: string, value: unknown) => {
      if (typeof value !== "object" || value === null) fail(field, value, "an object");
    },
    list: (field: string, value: unknown) => {
      if (!Array.isArray(value)) fail(field, value, "a list");
    },
    texts: (field: string, value: unknown) => {
      if (!Array.isArray(value)) fail(field, value, "a list of texts");
      for (const item of value as unknown[]) text(field, item);
    },
  };
}

/** Numbers as they are; of anything else only what it is, since it may be what somebody wrote. */
function described(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (value === null) return "null";
  return typeof value === "string" ? `a text of ${value.length} characters` : typeof value;
}

import type { BudgetTrim } from "./allocation.ts";
import type { BudgetUnit, CutBucket } from "./cut-component.ts";
import type { BucketFit } from "./fit-bucket.ts";

/** One trim for each unit of the bucket that is dropped or shortened, in their order. */
export function recordTrims(
  { name: bucket, units }: CutBucket,
  { kept, share, unshortened }: BucketFit,
): BudgetTrim[] {
  const room = `${bucket} has ${share} tokens`;
  const order = bucket === "recent" ? "older turns go first" : LOWER_FIRST;
  const dropped = `${room}, and ${order}`;
  const stubborn = `${dropped}; the ladder had nothing that fits`;
  const larger = `larger than all of it: ${room}`;
  const shortened = `shortened to what was left: ${room}`;
  const trims: BudgetTrim[] = [];
  units.forEach((unit, index) => {
    const stands = kept[index];
    if (stands === unit) return;
    const unfit = unit.tokens > share ? larger : dropped;
    const gone = unshortened.has(index) ? stubborn : unfit;
    trims.push({
      bucket,
      index,
      action: stands === undefined ? "dropped" : "shortened",
      what: nameOf(unit),
      why: stands === undefined ? gone : shortened,
      ...(unit.lines === undefined ? {} : { lines: unit.lines }),
      tokensBefore: unit.tokens,
      tokensAfter: stands?.tokens ?? 0,
    });
  });
  return trims;
}

const LOWER_FIRST = "lower scores go first, of equal ones the later";

const NAME_FIELDS = ["ref", "id", "path", "name", "title"] as const;

function nameOf({ item, text, json }: BudgetUnit): string {
  return namedIn(item) ?? (json ? schemaName(text) : undefined) ?? firstWords(text);
}

function namedIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const field of NAME_FIELDS) {
    const name = (value as Readonly<Record<string, unknown>>)[field];
    if (typeof name === "string" && name !== "") return name;
  }
  return undefined;
}

/** The name of a tool: at the top, or under `function`. */
function schemaName(text: string): string | undefined {
  const schema: unknown = JSON.parse(text);
  if (typeof schema !== "object" || schema === null) return undefined;
  return namedIn(schema) ?? namedIn((schema as { readonly function?: unknown }).function);
}

const FIRST_CHARACTERS = 60;

/** Of the first line that has any, cut between words. */
function firstWords(text: string): string {
  const start = text.search(/\S/);
  const line = text.slice(Math.max(0, start), start + FIRST_CHARACTERS + 1).split("\n", 1)[0] ?? "";
  if (line.length <= FIRST_CHARACTERS) return line.trimEnd();
  const space = line.lastIndexOf(" ");
  return `${line.slice(0, space > 0 ? space : FIRST_CHARACTERS)} ...`;
}

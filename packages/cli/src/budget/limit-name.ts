import type { SpendLimit, SpendScope } from "@tokenpak/core";

/** Whose spending, and counted in what. */
export interface LimitSubject {
  readonly scope?: SpendScope | undefined;
  readonly of?: string | undefined;
  readonly tokens: boolean;
}

/** What a limit is called that was given no name: `daily`, `daily-tokens`, `weekly:each-agent`, `daily:shop`. */
export function limitName(word: string, { scope, of, tokens }: LimitSubject): string {
  const base = tokens ? `${word}-tokens` : word;
  if (scope === undefined) return base;
  const last = scope === "project" ? of?.split("/").findLast((part) => part !== "") : of;
  const who = of === undefined ? `each-${scope}` : (last ?? "").replace(/[^\w.:-]+/g, "-");
  return `${base}:${who}`.slice(0, MOST_CHARACTERS);
}

/** Whether two limits are about the same spending in the same time, whatever their amounts. */
export function sameSubject(one: SpendLimit, other: SpendLimit): boolean {
  return (["unit", "period", "windowMs", "scope", "of"] as const).every(
    (field) => one[field] === other[field],
  );
}

const MOST_CHARACTERS = 64;

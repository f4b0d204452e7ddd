import { isTokenPakError } from "@tokenpak/core";
import type { Allocation, BudgetTrim } from "../allocation.ts";
import type { BudgetComponent, BudgetComponents, BudgetItem } from "../budget-components.ts";
import { BUCKETS, type BucketName } from "../budget-config.ts";
import type { Budgeter } from "../budgeter.ts";
import { WORDS } from "./word-ladder.ts";

/**
 * Rules of an allocation that it breaks on these components, in words; counted in `WORDS`, shortened by `wordLadder` where `shortens`.
 * Blocks of texts stand apart by one blank line each.
 */
export function brokenRules(
  components: BudgetComponents,
  budgeter: Budgeter,
  shortens: boolean,
): string[] {
  const total = budgeter.config.totalTokens;
  const before = JSON.stringify(components);
  const result = allocated(components, budgeter);
  const musts = BUCKETS.flatMap((name) => {
    const units = unitsOf(components[name]);
    return mustStay(name, units).map((index) => count(units[index]));
  });
  if (result === undefined) return broken({ "it can be met": sum(musts) > total });
  const whole = budgeter.report(components).totalTokens;
  const again = budgeter.allocate(result);
  return broken({
    "the input stays": JSON.stringify(components) === before,
    "what must stay fits": sum(musts) <= total,
    "within the total": result.totalTokens <= total && result.budget === total,
    "counted as it stands": budgeter.report(result).totalTokens === result.totalTokens,
    "unchanged within the total": whole > total || result.trims.length === 0,
    "95 % are used": !shortens || whole <= total || result.totalTokens >= total * 0.95,
    deterministic: JSON.stringify(budgeter.allocate(components)) === JSON.stringify(result),
    idempotent: JSON.stringify(again) === JSON.stringify({ ...result, trims: [] }),
    ...Object.fromEntries(
      BUCKETS.flatMap((name) =>
        Object.entries(bucketRules(name, components, result)).map(([rule, holds]) => [
          `${name}: ${rule}`,
          holds,
        ]),
      ),
    ),
    ...(shortens ? {} : { "nothing more fits": nothingMoreFits(components, result) }),
  });
}

type Result = Allocation<BudgetComponents>;
type Unit = string | BudgetItem;
type Rules = Readonly<Record<string, boolean>>;

function broken(rules: Rules): string[] {
  return Object.keys(rules).filter((rule) => !rules[rule]);
}

function allocated(components: BudgetComponents, budgeter: Budgeter): Result | undefined {
  try {
    return budgeter.allocate(components);
  } catch (error) {
    if (isTokenPakError(error, "BUDGET_UNSATISFIABLE")) return undefined;
    throw error;
  }
}

function bucketRules(name: BucketName, components: BudgetComponents, result: Result): Rules {
  const given = components[name];
  const stands = result[name];
  if (given === undefined || stands === undefined) return { "same keys": given === stands };
  const trims = new Map(trimsOf(result, name).map((trim) => [trim.index, trim]));
  const units = unitsOf(given);
  const expected = units.filter((_, index) => trims.get(index)?.action !== "dropped");
  const rest = unitsOf(stands);
  const shortened = [...trims.values()].filter(({ action }) => action === "shortened");
  const altered = rest.filter((unit, place) => unit !== expected[place]);
  const lost = [...trims.values()].map(
    ({ tokensBefore, tokensAfter }) => tokensBefore - tokensAfter,
  );
  return {
    "its tokens are counted": stands.tokens === sum(rest.map(count)),
    "trims say what is missing": rest.length === expected.length,
    "trims say what is shorter": altered.length === shortened.length,
    "trims say how much": sum(lost) === sum(units.map(count)) - stands.tokens,
    "units are whole or of the ladder": rest.every((unit, place) =>
      isOf(unit, expected[place], shortened),
    ),
    "what must stay stays": mustStay(name, units).every((index) => !trims.has(index)),
    "the newest stay, with their calls": name !== "recent" || areNewest(units, trims),
  };
}

/** The unit itself, or a copy with the first of its words. */
function isOf(unit: Unit, given: Unit | undefined, shortened: readonly BudgetTrim[]): boolean {
  if (unit === given || given === undefined) return given !== undefined;
  const { text, ...rest } = fieldsOf(unit);
  const { text: givenText, ...givenRest } = fieldsOf(given);
  return (
    givenText.startsWith(text) &&
    shortened.some(({ tokensAfter }) => tokensAfter === count(unit)) &&
    JSON.stringify(rest) === JSON.stringify(givenRest)
  );
}

function mustStay(name: BucketName, units: readonly Unit[]): number[] {
  const indices = [...units.keys()];
  if (name === "state") return indices;
  const pinned = indices.filter((index) => fieldsOf(units[index] ?? "").pinned === true);
  if (name !== "recent") return pinned;
  const roles = units.map(roleOf);
  const nobody = roles.every((role) => role === undefined) ? units.length - 1 : -1;
  const newest = roles.lastIndexOf("user") >= 0 ? roles.lastIndexOf("user") : nobody;
  const musts = newest >= 0 ? [...pinned, newest] : pinned;
  return indices.filter((index) => musts.some((must) => tiedTo(units, must).has(index)));
}

/** All that are kept or dropped with a turn: added one by one until no more are found. */
function tiedTo(units: readonly Unit[], index: number): Set<number> {
  const tied = new Set([index]);
  for (let size = 0; size < tied.size; ) {
    size = tied.size;
    for (const other of units.keys()) {
      if ([...tied].some((one) => areTied(units, one, other))) tied.add(other);
    }
  }
  return tied;
}

function areTied(units: readonly Unit[], one: number, other: number): boolean {
  const idOf = (index: number): unknown => fieldsOf(units[index] ?? "").callId;
  if (idOf(one) !== undefined && idOf(one) === idOf(other)) return true;
  const [first, second] = [Math.min(one, other), Math.max(one, other)];
  if (second !== first + 1 || roleOf(units[second] ?? "") !== "tool") return false;
  const spoke = units
    .slice(0, second)
    .map(roleOf)
    .filter((role) => role !== "tool");
  if (spoke.length === 0 || spoke.at(-1) === "user") return false;
  return !units.some(
    (_, index) => index < second && idOf(index) !== undefined && idOf(index) === idOf(second),
  );
}

/** No turn is kept, unless it must, after a newer one was dropped; and tied ones share their fate. */
function areNewest(units: readonly Unit[], trims: ReadonlyMap<number, BudgetTrim>): boolean {
  const musts = new Set(mustStay("recent", units));
  const isDropped = (index: number): boolean => trims.get(index)?.action === "dropped";
  let dropped = false;
  for (const index of [...units.keys()].reverse()) {
    const tied = tiedTo(units, index);
    if ([...tied].some((other) => isDropped(other) !== isDropped(index))) return false;
    const isNewest = Math.max(...tied) === index;
    if (isNewest && dropped && !isDropped(index) && !musts.has(index)) return false;
    if (isDropped(index)) dropped = true;
  }
  return true;
}

function nothingMoreFits(components: BudgetComponents, result: Result): boolean {
  return (["evidence", "tools"] as const).every((name) => {
    const units = unitsOf(components[name]);
    return trimsOf(result, name).every(
      ({ index }) => result.totalTokens + count(units[index]) > result.budget,
    );
  });
}

function trimsOf(result: Result, name: BucketName): readonly BudgetTrim[] {
  return result.trims.filter(({ bucket }) => bucket === name);
}

function unitsOf(component: BudgetComponent | undefined): readonly Unit[] {
  if (component?.text === undefined) return component?.items ?? [];
  return component.text === "" ? [] : component.text.split("\n\n");
}

function roleOf(unit: Unit): string | undefined {
  const { role, text } = fieldsOf(unit);
  return role ?? /^(User|Assistant): /.exec(text)?.[1]?.toLowerCase();
}

function fieldsOf(unit: Unit): BudgetItem & { readonly callId?: unknown } {
  return typeof unit === "string" ? { text: unit } : unit;
}

function count(unit: Unit | undefined): number {
  return unit === undefined ? 0 : WORDS.count(fieldsOf(unit).text);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}

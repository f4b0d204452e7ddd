import {
  REPORT_DIMENSIONS,
  type ReportDimension,
  TokenPakError,
  type UsageGroup,
  type UsageQuery,
  type UsageReport,
} from "@tokenpak/core";
import { GroupKeys } from "./group-keys.ts";
import { PERIOD_MS, type RollupLevel } from "./rollup-cell.ts";
import { SERIES_FIELDS } from "./series-table.ts";
import { timesOf } from "./usage-range.ts";
import type { Division, UsageReader, UsageTuple } from "./usage-reader.ts";
import { UsageSums } from "./usage-sums.ts";
import { WallClock } from "./wall-clock.ts";

/** Sums up what a query selects. Throws `INVALID_OPTION`. The caller holds a transaction. */
export function usageReport(reader: UsageReader, query: UsageQuery): UsageReport {
  const by = checkedDimensions(query.by);
  const needsHours =
    by.includes("hour") || (by.includes("day") && query.utcOffsetMinutes !== undefined);
  return (
    reportAtLevel(reader, { ...query, by }, needsHours ? 1 : 2) ??
    (reportAtLevel(reader, { ...query, by }, 0) as UsageReport)
  );
}

interface Group {
  /** Any row of the group: it has the key of all. */
  readonly tuple: UsageTuple;
  readonly sums: UsageSums;
}

/** `undefined` where the clock on the wall is not ahead by whole hours, and the level is not fine enough for that. */
function reportAtLevel(
  reader: UsageReader,
  query: UsageQuery & { readonly by: readonly ReportDimension[] },
  level: RollupLevel,
): UsageReport | undefined {
  const { by } = query;
  const clock = new WallClock(query.utcOffsetMinutes);
  const keys = new GroupKeys(by, { names: reader.names, clock });
  const totals = new UsageSums();
  const groups = new Map<string | number, Group>();
  const division = {
    session: by.includes("session"),
    quarter: by.includes("day") || by.includes("hour"),
    series: SERIES_FIELDS.filter((field) => by.some((name) => name === field)),
    level,
  };
  const isByDays = readsDays(query);
  const tuples = isByDays
    ? readDays(reader, query, { division, clock })
    : reader.read(query, division);
  for (const tuple of tuples) {
    totals.add(tuple);
    if (by.length === 0) continue;
    const key = keys.keyOf(tuple);
    if (level > 0 && !isByDays && clock.hasPartsOfHours) return undefined;
    let group = groups.get(key);
    if (group === undefined) {
      group = { tuple, sums: new UsageSums() };
      groups.set(key, group);
    }
    group.sums.add(tuple);
  }
  return { totals: totals.totals(), groups: sortedGroups([...groups.values()], keys) };
}

/** How to read what a query selects. */
interface Reading {
  readonly division: Division;
  readonly clock: WallClock;
}

/**
 * Whether to sum up the days of a clock on the wall one by one: not where sessions matter, since what is kept by session is in
 * another order, which makes that slow.
 */
function readsDays({ by = [], session, utcOffsetMinutes }: UsageQuery): boolean {
  if (!by.includes("day") || utcOffsetMinutes === undefined) return false;
  return !by.includes("hour") && !by.includes("session") && session === undefined;
}

/** Sums of each day: of days of UTC or hours in it and, where they do not fit, quarters of an hour. */
function* readDays(
  reader: UsageReader,
  query: UsageQuery,
  { division, clock }: Reading,
): IterableIterator<UsageTuple> {
  const [since, until] = timesOf(query);
  const ofDay = { ...division, quarter: false, level: 2 } as const;
  for (const [first, end] of clock.daySpans(reader.days(query))) {
    const range = {
      since: Math.max(since, first * PERIOD_MS[0]),
      until: Math.min(until, end * PERIOD_MS[0]),
    };
    if (range.since >= range.until) continue;
    for (const tuple of reader.read({ ...query, ...range }, ofDay)) yield tuple.with(1, first);
  }
}

/** By time, then by cost, then by tokens, then by name. */
function sortedGroups(groups: readonly Group[], keys: GroupKeys): readonly UsageGroup[] {
  const entries = groups.map(({ tuple, sums }) => {
    const group: UsageGroup = { key: keys.labelsOf(tuple), ...sums.totals() };
    return { time: keys.timeOf(tuple), group };
  });
  entries.sort(
    (left, right) =>
      left.time - right.time ||
      right.group.costUsd - left.group.costUsd ||
      right.group.totalTokens - left.group.totalTokens ||
      compareNames(left.group, right.group),
  );
  return entries.map(({ group }) => group);
}

function compareNames(left: UsageGroup, right: UsageGroup): number {
  for (const name of REPORT_DIMENSIONS) {
    const [one, other] = [left.key[name], right.key[name]];
    if (one === other) continue;
    if (one === undefined) return 1;
    if (other === undefined) return -1;
    return one < other ? -1 : 1;
  }
  return 0;
}

function checkedDimensions(by: readonly ReportDimension[] = []): readonly ReportDimension[] {
  const unknown = by.find((name) => !REPORT_DIMENSIONS.includes(name));
  if (unknown === undefined) return [...new Set(by)];
  throw new TokenPakError(
    "INVALID_OPTION",
    `A report cannot be divided by ${JSON.stringify(unknown)}. It can by ${REPORT_DIMENSIONS.join(", ")}.`,
  );
}

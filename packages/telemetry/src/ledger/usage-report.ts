import {
  REPORT_DIMENSIONS,
  type ReportDimension,
  TokenPakError,
  type UsageGroup,
  type UsageQuery,
  type UsageReport,
} from "@tokenpak/core";
import type { LedgerNames } from "./ledger-names.ts";
import type { UsageReader, UsageTuple } from "./usage-reader.ts";
import { UsageSums } from "./usage-sums.ts";
import { WallClock } from "./wall-clock.ts";

/** Sums up what a query selects. Throws `INVALID_OPTION`. The caller holds a transaction. */
export function usageReport(reader: UsageReader, query: UsageQuery): UsageReport {
  const by = checkedDimensions(query.by);
  const keys = new GroupKeys(by, {
    names: reader.names,
    clock: new WallClock(query.utcOffsetMinutes),
  });
  const totals = new UsageSums();
  const groups = new Map<string, Group>();
  const apart = {
    session: by.includes("session"),
    quarter: by.includes("day") || by.includes("hour"),
    series: by.some((name) => SERIES_DIMENSIONS.includes(name)),
  };
  for (const tuple of reader.read(query, apart)) {
    const row = {
      flags: tuple[3] ?? 0,
      sums: tuple.slice(4, 11),
      firstAt: tuple[11] ?? 0,
      lastAt: tuple[12] ?? 0,
    };
    totals.add(row);
    if (by.length === 0) continue;
    const key = keys.keyOf(tuple);
    let group = groups.get(key);
    if (group === undefined) {
      group = { tuple, sums: new UsageSums() };
      groups.set(key, group);
    }
    group.sums.add(row);
  }
  return { totals: totals.totals(), groups: sortedGroups([...groups.values()], keys) };
}

interface Group {
  /** Any row of the group: it has the key of all. */
  readonly tuple: UsageTuple;
  readonly sums: UsageSums;
}

const SERIES_DIMENSIONS: readonly ReportDimension[] = ["model", "provider", "agent", "project"];

/** What the rows of a group have in common. */
class GroupKeys {
  readonly #by: readonly ReportDimension[];
  readonly #names: LedgerNames;
  readonly #clock: WallClock;
  readonly #series = new Map<number, string>();

  constructor(
    by: readonly ReportDimension[],
    { names, clock }: { readonly names: LedgerNames; readonly clock: WallClock },
  ) {
    this.#by = by;
    this.#names = names;
    this.#clock = clock;
  }

  /** The same text for rows of one group. */
  keyOf([session = 0, quarter = 0, series = 0]: UsageTuple): string {
    let key = this.#seriesKey(series);
    if (this.#by.includes("day")) key += ` ${this.#clock.dayOf(quarter).order}`;
    if (this.#by.includes("hour")) key += ` ${this.#clock.hourOf(quarter).order}`;
    if (this.#by.includes("session")) key += ` ${session}`;
    return key;
  }

  /** When the group was, as numbers in their order. */
  timesOf([, quarter = 0]: UsageTuple): readonly number[] {
    return [
      this.#by.includes("day") ? this.#clock.dayOf(quarter).order : 0,
      this.#by.includes("hour") ? this.#clock.hourOf(quarter).order : 0,
    ];
  }

  /** Its key in a report. */
  labelsOf(tuple: UsageTuple): UsageGroup["key"] {
    const key: Partial<Record<ReportDimension, string>> = {};
    for (const dimension of this.#by) {
      const label = this.#labelOf(dimension, tuple);
      if (label !== undefined) key[dimension] = label;
    }
    return key;
  }

  #labelOf(dimension: ReportDimension, [session = 0, quarter = 0, series = 0]: UsageTuple) {
    if (dimension === "day") return this.#clock.dayOf(quarter).label;
    if (dimension === "hour") return this.#clock.hourOf(quarter).label;
    if (dimension === "session") return this.#names.texts.nameOf(session);
    return this.#names.series.namesOf(series)[dimension];
  }

  #seriesKey(series: number): string {
    if (series === 0) return "";
    let key = this.#series.get(series);
    if (key === undefined) {
      const names = this.#names.series.namesOf(series);
      key = JSON.stringify(
        this.#by.map((name) => (name in names ? names[name as keyof typeof names] : null)),
      );
      this.#series.set(series, key);
    }
    return key;
  }
}

/** By time, then by cost, then by tokens, then by name. */
function sortedGroups(groups: readonly Group[], keys: GroupKeys): readonly UsageGroup[] {
  const entries = groups.map(({ tuple, sums }) => ({
    times: keys.timesOf(tuple),
    group: { key: keys.labelsOf(tuple), ...sums.totals() } satisfies UsageGroup,
  }));
  entries.sort((left, right) => {
    for (const [index, time] of left.times.entries()) {
      const difference = time - (right.times[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return (
      right.group.costUsd - left.group.costUsd ||
      right.group.totalTokens - left.group.totalTokens ||
      compareTexts(nameOf(left.group), nameOf(right.group))
    );
  });
  return entries.map(({ group }) => group);
}

function nameOf({ key }: UsageGroup): string {
  return JSON.stringify(REPORT_DIMENSIONS.map((name) => key[name] ?? null));
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function checkedDimensions(by: readonly ReportDimension[] = []): readonly ReportDimension[] {
  const unknown = by.find((name) => !REPORT_DIMENSIONS.includes(name));
  if (unknown === undefined) return [...new Set(by)];
  throw new TokenPakError(
    "INVALID_OPTION",
    `A report cannot be divided by ${JSON.stringify(unknown)}. It can by ${REPORT_DIMENSIONS.join(", ")}.`,
  );
}

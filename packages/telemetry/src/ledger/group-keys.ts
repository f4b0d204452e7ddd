import type { ReportDimension, UsageGroup } from "@tokenpak/core";
import type { LedgerNames } from "./ledger-names.ts";
import type { UsageTuple } from "./usage-reader.ts";
import type { WallClock } from "./wall-clock.ts";

/** What rows of one group of a report have in common. */
export class GroupKeys {
  readonly #by: readonly ReportDimension[];
  readonly #names: LedgerNames;
  readonly #clock: WallClock;
  /** Which group of the dimensions of series each series is in. */
  readonly #groupOfSeries = new Map<number, number>();
  readonly #groups = new Map<string, number>();
  readonly #byDay: boolean;
  readonly #byHour: boolean;
  readonly #bySession: boolean;

  constructor(
    by: readonly ReportDimension[],
    { names, clock }: { readonly names: LedgerNames; readonly clock: WallClock },
  ) {
    this.#by = by;
    this.#names = names;
    this.#clock = clock;
    this.#byHour = by.includes("hour");
    this.#byDay = by.includes("day");
    this.#bySession = by.includes("session");
  }

  /** The same for rows of one group. */
  keyOf(tuple: UsageTuple): string | number {
    const [session = 0, , series = 0] = tuple;
    const group = this.#groupOf(series);
    if (!this.#byDay && !this.#byHour) return this.#bySession ? group * 2 ** 32 + session : group;
    const time = this.timeOf(tuple);
    return this.#bySession ? `${time} ${group} ${session}` : `${time} ${group}`;
  }

  /** Orders groups by their day and hour; 0 where they have neither. */
  timeOf([, quarter = 0]: UsageTuple): number {
    // An hour is of one day.
    if (this.#byHour) return this.#clock.hourOf(quarter).order;
    return this.#byDay ? this.#clock.dayOf(quarter).order : 0;
  }

  /** The key in a report. */
  labelsOf(tuple: UsageTuple): UsageGroup["key"] {
    const key: Partial<Record<ReportDimension, string>> = {};
    for (const dimension of this.#by) {
      const label = this.#labelOf(dimension, tuple);
      if (label !== undefined) key[dimension] = label;
    }
    return key;
  }

  #labelOf(
    dimension: ReportDimension,
    [session = 0, quarter = 0, series = 0]: UsageTuple,
  ): string | undefined {
    if (dimension === "day") return this.#clock.dayOf(quarter).label;
    if (dimension === "hour") return this.#clock.hourOf(quarter).label;
    if (dimension === "session") return this.#names.texts.nameOf(session);
    return this.#names.series.namesOf(series)[dimension];
  }

  #groupOf(series: number): number {
    if (series === 0) return 0;
    const known = this.#groupOfSeries.get(series);
    if (known !== undefined) return known;
    const names: Readonly<Record<string, string | undefined>> = {
      ...this.#names.series.namesOf(series),
    };
    const key = JSON.stringify(this.#by.map((dimension) => names[dimension] ?? null));
    const group = this.#groups.get(key) ?? this.#groups.size;
    this.#groups.set(key, group);
    this.#groupOfSeries.set(series, group);
    return group;
  }
}

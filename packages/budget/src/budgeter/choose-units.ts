import type { BudgetUnit, CutBucket, UnitGroup } from "./cut-component.ts";
import { type KeptUnit, type Shortening, shortenUnit } from "./shorten-unit.ts";

/** What was chosen of a bucket. */
export interface UnitChoice {
  /** What stands in each unit's place, the unit itself when whole; `undefined` for what is dropped. */
  readonly kept: readonly (KeptUnit | undefined)[];
  /** Sum over `kept`. */
  readonly tokens: number;
  /** Units that the ladder was asked to shorten, and could not. */
  readonly unshortened: ReadonlySet<number>;
}

/** From what units are chosen. */
export interface ChooseOptions {
  readonly room: number;
  readonly shortening: Shortening | undefined;
}

/** After so many texts that the ladder could shorten, or could not, the rest is taken whole or not at all. */
const MOST_SHORTENED = 8;

/** Texts of one score that do not fit share what is left evenly, each getting at least so many tokens. */
const PART_TOKENS = 256;

/**
 * What of a bucket goes into `room` tokens beside what must stay. Of `recent` the newest turns up to the first that does not fit. Elsewhere
 * the best by score; of equal ones those that fit whole, in their order. With `shortening` what does not fit is shortened to what is left
 * before worse is taken. Linear in the units.
 */
export function chooseUnits(bucket: CutBucket, options: ChooseOptions): UnitChoice {
  const choice = new Choice(bucket, options);
  if (bucket.name === "recent") choice.takeNewest();
  else choice.takeBest();
  return choice;
}

class Choice implements UnitChoice {
  readonly kept: (KeptUnit | undefined)[];
  tokens = 0;
  readonly unshortened = new Set<number>();
  readonly #units: readonly BudgetUnit[];
  readonly #groups: readonly UnitGroup[];
  readonly #room: number;
  readonly #shortening: Shortening | undefined;
  #triesLeft = MOST_SHORTENED;

  constructor({ units, groups }: CutBucket, { room, shortening }: ChooseOptions) {
    this.kept = units.map(() => undefined);
    this.#units = units;
    this.#groups = groups;
    this.#room = room;
    this.#shortening = shortening;
    for (const group of groups) if (group.required) this.#take(group);
  }

  takeNewest(): void {
    for (const group of this.#groups) {
      if (!(this.#takeWhole(group) || this.#takeShortened(group))) return;
    }
  }

  takeBest(): void {
    const groups = this.#groups;
    for (let from = 0, to = 0; from < groups.length; from = to) {
      const score = groups[from]?.score;
      while (groups[to]?.score === score && to < groups.length) to++;
      const over: UnitGroup[] = [];
      for (const group of groups.slice(from, to)) {
        if (!this.#takeWhole(group)) over.push(group);
      }
      for (const [index, group] of over.entries()) {
        if (!this.#mayShorten()) break;
        this.#takeShortened(group, this.#partsFor(over.length - index));
      }
    }
  }

  #takeWhole(group: UnitGroup): boolean {
    if (this.kept[group.members[0] ?? -1] !== undefined) return true;
    const fits = this.tokens + group.tokens <= this.#room;
    if (fits) this.#take(group);
    return fits;
  }

  #take({ members, tokens }: UnitGroup): void {
    for (const member of members) this.kept[member] = this.#units[member];
    this.tokens += tokens;
  }

  #mayShorten(): boolean {
    const { leastTokens } = this.#shortening ?? { leastTokens: Number.POSITIVE_INFINITY };
    return this.#triesLeft > 0 && this.#room - this.tokens >= leastTokens;
  }

  /** Into how many parts to cut what is left, so that each of `count` texts gets one that says something. */
  #partsFor(count: number): number {
    const worthReading = Math.floor((this.#room - this.tokens) / PART_TOKENS);
    return Math.max(1, Math.min(count, this.#triesLeft, worthReading));
  }

  /**
   * Into one of so many parts of what is left. The smaller units of a group stay whole; the larger ones are shortened to equal parts of
   * what these leave.
   */
  #takeShortened(group: UnitGroup, parts = 1): boolean {
    const shortening = this.#shortening;
    if (shortening === undefined || !this.#mayShorten()) return false;
    const bySize = [...group.members].sort((a, b) => this.#sizeOf(a) - this.#sizeOf(b) || a - b);
    const chosen = new Map<number, KeptUnit>();
    const part = Math.floor((this.#room - this.tokens) / parts);
    let room = part;
    for (const [index, member] of bySize.entries()) {
      const unit = this.#units[member] as BudgetUnit;
      const most = Math.floor(room / (bySize.length - index));
      const kept = unit.tokens <= most ? unit : this.#shorten(member, most, shortening);
      if (kept === undefined) return false;
      chosen.set(member, kept);
      room -= kept.tokens;
    }
    for (const [member, kept] of chosen) this.kept[member] = kept;
    this.tokens += part - room;
    return true;
  }

  #shorten(member: number, room: number, shortening: Shortening): KeptUnit | undefined {
    if (this.#triesLeft <= 0) return undefined;
    this.#triesLeft--;
    const shorter = shortenUnit(this.#units[member] as BudgetUnit, room, shortening);
    if (shorter === undefined) this.unshortened.add(member);
    return shorter;
  }

  #sizeOf(member: number): number {
    return this.#units[member]?.tokens ?? 0;
  }
}

import {
  checkSpendName,
  checkSpendNumber,
  checkSpendReservation,
  checkSpendSettlement,
  checkSpendSum,
  checkSpendWindow,
  type SpendCharge,
  type SpendDecision,
  type SpendReservation,
  type SpendSettlement,
  type SpendState,
  type SyncSpendCounter,
  TokenPakError,
} from "@tokenpak/core";
import { TimedSums } from "./timed-sums.ts";

/**
 * Spending against limits, of one process and in its memory: gone with it. What is not pruned is kept: some 300 bytes a piece of
 * work, and 16 for every millisecond of a key in which something was settled.
 */
export class InProcessSpendCounter implements SyncSpendCounter {
  readonly #works = new Map<string, Work>();
  readonly #accounts = new Map<string, Account>();

  reserve(reservation: SpendReservation): SpendDecision {
    checkSpendReservation(reservation);
    const { id, charges, at, ttlMs } = reservation;
    const work = this.#works.get(id);
    if (work?.is === "settled" || (work?.is === "open" && work.until > at)) {
      if (!isSameWork(work, charges)) throw otherCharges(id);
      return { granted: true, states: charges.map((charge) => this.#stateOf(charge, at)) };
    }
    const before = charges.map((charge) => this.#stateOf(charge, at));
    const refused = overLimit(charges, before);
    if (refused.length > 0) return { granted: false, refused };
    if (work !== undefined) this.#takeOpen(work);
    const until = at + ttlMs;
    this.#works.set(id, { is: "open", until, charges: packCharges(charges) });
    for (const { key, amount } of charges) {
      if (amount > 0) this.#accountOf(key).open.add(until, amount);
    }
    return { granted: true, states: withCharges(before, charges) };
  }

  settle(settlement: SpendSettlement): boolean {
    checkSpendSettlement(settlement);
    const { id, amounts, at } = settlement;
    const work = this.#works.get(id);
    if (work !== undefined && work.is !== "open") return false;
    const entries = Object.entries(amounts);
    for (const [key, amount] of entries) {
      checkSpendSum(key, (this.#accounts.get(key)?.total ?? 0) + amount);
    }
    if (work !== undefined) this.#takeOpen(work);
    this.#works.set(id, { is: "settled", until: at, charges: work?.charges });
    for (const [key, amount] of entries) {
      if (amount === 0) continue;
      const account = this.#accountOf(key);
      account.settled.add(at, amount);
      account.total += amount;
    }
    return true;
  }

  release(id: string, at: number): boolean {
    checkSpendName("id", id);
    checkSpendNumber("at", at);
    const work = this.#works.get(id);
    if (work?.is !== "open" || work.until <= at) return false;
    this.#takeOpen(work);
    this.#works.set(id, { is: "released", until: at, charges: undefined });
    return true;
  }

  state(
    key: string,
    { at, windowMs }: { readonly at: number; readonly windowMs?: number | undefined },
  ): SpendState {
    checkSpendName("key", key);
    checkSpendNumber("at", at);
    checkSpendWindow(windowMs);
    return this.#stateOf({ key, windowMs }, at);
  }

  /** Looks through everything that is kept. */
  prune(before: number): number {
    checkSpendNumber("time before which to prune", before);
    let forgotten = 0;
    for (const [id, { until }] of this.#works) {
      if (until < before && this.#works.delete(id)) forgotten++;
    }
    for (const [key, account] of this.#accounts) {
      account.open.dropBefore(before);
      account.settled.dropBefore(before);
      if (account.settled.isEmpty) account.total = 0;
      if (account.settled.isEmpty && account.open.isEmpty) this.#accounts.delete(key);
    }
    return forgotten;
  }

  #stateOf({ key, windowMs }: Pick<SpendCharge, "key" | "windowMs">, at: number): SpendState {
    const account = this.#accounts.get(key);
    if (account === undefined) return { key, settled: 0, reserved: 0 };
    const { total, settled, open } = account;
    return {
      key,
      settled: windowMs === undefined ? total : settled.after(at - windowMs),
      reserved: open.after(at),
    };
  }

  #accountOf(key: string): Account {
    let account = this.#accounts.get(key);
    if (account === undefined) {
      account = { total: 0, settled: new TimedSums(), open: new TimedSums() };
      this.#accounts.set(key, account);
    }
    return account;
  }

  /** Takes an open reservation out of the sums. One that was closed is in none. */
  #takeOpen({ is, until, charges = [] }: Work): void {
    if (is !== "open") return;
    for (let index = 0; index < charges.length; index += 2) {
      const amount = charges[index + 1] as number;
      if (amount > 0) this.#accountOf(charges[index] as string).open.take(until, amount);
    }
  }
}

/** What a key has. */
interface Account {
  /** All that was settled: also what windows forgot. */
  total: number;
  /** By when it was settled. */
  readonly settled: TimedSums;
  /** Reserved, by when it expires. */
  readonly open: TimedSums;
}

interface Work {
  readonly is: "open" | "settled" | "released";
  /** When it expires, was settled, or released. */
  readonly until: number;
  /** Keys, each with its amount after it; `undefined`: settled without a reservation. */
  readonly charges: readonly (string | number)[] | undefined;
}

function packCharges(charges: readonly SpendCharge[]): readonly (string | number)[] {
  // Made in its final size: pushing leaves room for 17.
  const packed = new Array<string | number>(charges.length * 2);
  for (const [index, { key, amount }] of charges.entries()) {
    packed[2 * index] = key;
    packed[2 * index + 1] = amount;
  }
  return packed;
}

/** Whether a retry asks for what the first call did, in any order. */
function isSameWork({ charges: packed }: Work, charges: readonly SpendCharge[]): boolean {
  if (packed === undefined) return true;
  const known = new Map<unknown, unknown>();
  for (let index = 0; index < packed.length; index += 2) {
    known.set(packed[index], packed[index + 1]);
  }
  return (
    known.size === charges.length && charges.every(({ key, amount }) => known.get(key) === amount)
  );
}

function overLimit(
  charges: readonly SpendCharge[],
  states: readonly SpendState[],
): readonly (SpendCharge & SpendState)[] {
  const over: (SpendCharge & SpendState)[] = [];
  for (const [index, { key, settled, reserved }] of states.entries()) {
    const charge = charges[index] as SpendCharge;
    const sum = settled + reserved + charge.amount;
    if (charge.limit === undefined) checkSpendSum(key, sum);
    else if (sum > charge.limit) over.push({ ...charge, settled, reserved });
  }
  return over;
}

function withCharges(
  states: readonly SpendState[],
  charges: readonly SpendCharge[],
): readonly SpendState[] {
  return states.map(({ key, settled, reserved }, index) => {
    return { key, settled, reserved: reserved + (charges[index]?.amount ?? 0) };
  });
}

function otherCharges(id: string): TokenPakError {
  return new TokenPakError(
    "INVALID_OPTION",
    `The reservation ${JSON.stringify(id)} was made with other keys or amounts. Use a new id.`,
  );
}

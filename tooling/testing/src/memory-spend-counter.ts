import {
  type SpendCharge,
  type SpendDecision,
  type SpendReservation,
  type SpendSettlement,
  type SpendState,
  type SyncSpendCounter,
  TokenPakError,
} from "@tokenpak/core";

/**
 * A spend counter that keeps lists and adds them up anew for every answer: slow, and plain enough to be the model that others are
 * held to.
 */
export class MemorySpendCounter implements SyncSpendCounter {
  readonly #works = new Map<string, Work>();
  #spent: readonly Spent[] = [];
  /** What was pruned under keys that lived on. */
  readonly #pruned = new Map<string, number>();

  reserve({ id, charges, at, ttlMs }: SpendReservation): SpendDecision {
    checkNames([id, ...charges.map(({ key }) => key)]);
    checkNumbers([at, at + ttlMs, ...charges.flatMap(({ amount, limit = 0 }) => [amount, limit])]);
    checkNumbers([ttlMs, ...charges.map(({ windowMs = 1 }) => windowMs)], 1);
    if (new Set(charges.map(({ key }) => key)).size < charges.length) throw invalid("a key twice");
    const work = this.#works.get(id);
    const statesNow = (): readonly SpendState[] => charges.map((one) => this.#stateOf(one, at));
    if (work?.is === "settled" || (work?.is === "open" && work.until > at)) {
      if (!isSameWork(work, charges)) throw invalid("an id with other charges");
      return { granted: true, states: statesNow() };
    }
    const stands = charges.map((one) => ({ ...one, ...this.#stateOf(one, at) }));
    const sumOf = (one: SpendCharge & SpendState): number =>
      one.settled + one.reserved + one.amount;
    checkNumbers(stands.filter(({ limit }) => limit === undefined).map(sumOf));
    const refused = stands.filter((one) => sumOf(one) > (one.limit ?? Number.POSITIVE_INFINITY));
    if (refused.length > 0) return { granted: false, refused };
    this.#works.set(id, { is: "open", until: at + ttlMs, charges });
    return { granted: true, states: statesNow() };
  }

  settle({ id, amounts, at }: SpendSettlement): boolean {
    const spent = Object.entries(amounts).map(([key, amount]) => ({ key, amount, at }));
    checkNames([id, ...spent.map(({ key }) => key)]);
    checkNumbers([at, ...spent.map(({ amount }) => amount)]);
    const work = this.#works.get(id);
    if (work !== undefined && work.is !== "open") return false;
    checkNumbers(spent.map((one) => this.#settledUnder(one.key) + one.amount));
    this.#works.set(id, { is: "settled", until: at, charges: work?.charges });
    this.#spent = [...this.#spent, ...spent.filter(({ amount }) => amount > 0)];
    return true;
  }

  release(id: string, at: number): boolean {
    checkNames([id]);
    checkNumbers([at]);
    const work = this.#works.get(id);
    if (work?.is !== "open" || work.until <= at) return false;
    this.#works.set(id, { ...work, is: "released", until: at });
    return true;
  }

  state(
    key: string,
    { at, windowMs }: { readonly at: number; readonly windowMs?: number | undefined },
  ): SpendState {
    checkNames([key]);
    checkNumbers([at]);
    checkNumbers([windowMs ?? 1], 1);
    return this.#stateOf({ key, windowMs }, at);
  }

  prune(before: number): number {
    checkNumbers([before]);
    const kept = this.#spent.filter(({ at }) => at >= before);
    const keptKeys = new Set(kept.map(({ key }) => key));
    for (const key of this.#pruned.keys()) if (!keptKeys.has(key)) this.#pruned.delete(key);
    for (const { key, amount, at } of this.#spent) {
      if (at >= before || !keptKeys.has(key)) continue;
      this.#pruned.set(key, (this.#pruned.get(key) ?? 0) + amount);
    }
    this.#spent = kept;
    const old = [...this.#works].filter(([, { until }]) => until < before);
    for (const [id] of old) this.#works.delete(id);
    return old.length;
  }

  #stateOf({ key, windowMs }: Pick<SpendCharge, "key" | "windowMs">, at: number): SpendState {
    const settled =
      windowMs === undefined ? this.#settledUnder(key) : this.#settledUnder(key, at - windowMs);
    const reserved = [...this.#works.values()]
      .filter(({ is, until }) => is === "open" && until > at)
      .flatMap(({ charges = [] }) => charges)
      .filter((charge) => charge.key === key)
      .reduce((sum, { amount }) => sum + amount, 0);
    return { key, settled, reserved };
  }

  #settledUnder(key: string, after?: number): number {
    return this.#spent
      .filter((one) => one.key === key && (after === undefined || one.at > after))
      .reduce((sum, { amount }) => sum + amount, after === undefined ? this.#prunedOf(key) : 0);
  }

  #prunedOf(key: string): number {
    return this.#pruned.get(key) ?? 0;
  }
}

interface Work {
  readonly is: "open" | "settled" | "released";
  /** When it expires, was settled, or released. */
  readonly until: number;
  /** `undefined`: settled without a reservation. */
  readonly charges: readonly SpendCharge[] | undefined;
}

interface Spent {
  readonly key: string;
  readonly amount: number;
  readonly at: number;
}

function isSameWork({ charges }: Work, others: readonly SpendCharge[]): boolean {
  if (charges === undefined) return true;
  const amounts = new Map(charges.map(({ key, amount }) => [key, amount]));
  return (
    amounts.size === others.length && others.every(({ key, amount }) => amounts.get(key) === amount)
  );
}

function checkNames(names: readonly string[]): void {
  if (names.every((name) => typeof name === "string" && name !== "" && name.isWellFormed())) return;
  throw invalid("a name that is none");
}

function checkNumbers(numbers: readonly number[], least = 0): void {
  if (numbers.every((number) => Number.isSafeInteger(number) && number >= least)) return;
  throw invalid("a number that is none");
}

function invalid(what: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `A reservation or settlement has ${what}.`);
}

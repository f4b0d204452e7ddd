import type { Awaitable } from "./awaitable.ts";

/** One limit that a reservation must fit under. Amounts are whole numbers of one unit a key: nano-dollars, or tokens. */
export interface SpendCharge {
  /** What is counted together: who and what period, for example `agent:alice/2026-11-23/usd`. */
  readonly key: string;
  /** To be reserved, from 0. */
  readonly amount: number;
  /** What settled amounts and open reservations under this key may be together. `undefined`: only counted. */
  readonly limit?: number | undefined;
  /** Only what was settled in the last so many milliseconds counts. Without it everything under the key does. */
  readonly windowMs?: number | undefined;
}

/** What is to be reserved, under every one of its limits or not at all. */
export interface SpendReservation {
  /** Names the reservation; the same one again changes nothing and gets the same answer. */
  readonly id: string;
  /** Keys are distinct. */
  readonly charges: readonly SpendCharge[];
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  /** After this time without a settlement the reservation counts no longer, in milliseconds. */
  readonly ttlMs: number;
}

/** How much a key has of each. */
export interface SpendState {
  readonly key: string;
  readonly settled: number;
  readonly reserved: number;
}

/** The answer to a reservation. */
export type SpendDecision =
  | { readonly granted: true; readonly states: readonly SpendState[] }
  | {
      readonly granted: false;
      /** The charges that do not fit, with what stands against them. */
      readonly refused: readonly (SpendCharge & SpendState)[];
    };

/** What a reservation came to. */
export interface SpendSettlement {
  readonly id: string;
  /** What was really spent, by key. A key that was not reserved is counted as well; one that is missing here cost nothing. */
  readonly amounts: Readonly<Record<string, number>>;
  readonly at: number;
}

/** Counts spending against limits; no number of concurrent callers, in any number of processes, gets over one. */
export interface SpendCounter {
  /** Reserves atomically. Throws `INVALID_OPTION` for negative, fractional or unsafe amounts and repeated keys, `STORE_*`. */
  reserve(reservation: SpendReservation): Awaitable<SpendDecision>;
  /**
   * Puts what was really spent in the place of the reservation, also after its expiry: it was spent. The second settlement of one
   * id changes nothing and answers `false`, as does that of an id released before; an id never reserved is settled all the same.
   */
  settle(settlement: SpendSettlement): Awaitable<boolean>;
  /** Gives a reservation back; `false` where there is none that is open. */
  release(id: string, at: number): Awaitable<boolean>;
  /** What stands under a key. */
  state(
    key: string,
    query: { readonly at: number; readonly windowMs?: number | undefined },
  ): Awaitable<SpendState>;
  /** Forgets what was settled before a time, and reservations that expired before it; how many. */
  prune(before: number): Awaitable<number>;
}

/** A {@link SpendCounter} that answers at once. */
export interface SyncSpendCounter extends SpendCounter {
  reserve(reservation: SpendReservation): SpendDecision;
  settle(settlement: SpendSettlement): boolean;
  release(id: string, at: number): boolean;
  state(
    key: string,
    query: { readonly at: number; readonly windowMs?: number | undefined },
  ): SpendState;
  prune(before: number): number;
}

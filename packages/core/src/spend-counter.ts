import type { Awaitable } from "./awaitable.ts";

/** One limit that a reservation must fit under. Amounts are whole numbers of one unit a key: nano-dollars, or tokens. */
export interface SpendCharge {
  /** What is counted together: who and what period, for example `usd/day:2026-11-23/agent:alice`. Not empty. */
  readonly key: string;
  /** To be reserved, from 0. */
  readonly amount: number;
  /** What settled amounts and open reservations under this key may be together. `undefined`: only counted. */
  readonly limit?: number | undefined;
  /**
   * Only what was settled in the last so many milliseconds counts, at least 1. Without it everything under the key does. Open
   * reservations count either way.
   */
  readonly windowMs?: number | undefined;
}

/** What is to be reserved, under every one of its limits or not at all. */
export interface SpendReservation {
  /** Names one piece of work, from its reservation to its settlement. Not empty. */
  readonly id: string;
  /** Keys are distinct. */
  readonly charges: readonly SpendCharge[];
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  /** At `at + ttlMs`, without a settlement, the reservation counts no longer. At least 1. */
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
  | {
      readonly granted: true;
      /** Of every charge, in their order, with this reservation in them. */
      readonly states: readonly SpendState[];
    }
  | {
      readonly granted: false;
      /** The charges that do not fit, in their order, with what stands against them. */
      readonly refused: readonly (SpendCharge & SpendState)[];
    };

/** What a reservation came to. */
export interface SpendSettlement {
  readonly id: string;
  /** What was really spent, by key. A key that was not reserved is counted as well; one that is missing here cost nothing. */
  readonly amounts: Readonly<Record<string, number>>;
  /** When it was spent, in milliseconds since 1970: what windows go by. */
  readonly at: number;
}

/**
 * Counts spending against limits; no number of concurrent callers, in any number of processes, gets over one.
 *
 * The counter has no clock: each call is judged by the time that it brings, as though none had brought a later one. Where clocks
 * differ, or go back, a reservation is expired for those only whose time is past its end, and what was settled in a caller's
 * future is in every window of his.
 *
 * Every method throws `INVALID_OPTION` for empty or ill-formed ids and keys and for amounts, limits and times that are negative,
 * fractional or over 2^53 - 1, also where the sum of a key would get there; and `STORE_*`.
 */
export interface SpendCounter {
  /**
   * Reserves atomically. An id that is reserved already, or settled, changes nothing and is granted again: its work is counted.
   * With other keys or amounts than before it is `INVALID_OPTION`; limits, windows and times may differ. An id that was refused,
   * released or is expired stands for nothing, and is judged like a new one.
   */
  reserve(reservation: SpendReservation): Awaitable<SpendDecision>;
  /**
   * Puts what was really spent in the place of the reservation, whatever the limits, and also after its expiry: it was spent. The
   * second settlement of one id changes nothing and answers `false`, as does that of an id released before; an id never reserved
   * is settled all the same.
   */
  settle(settlement: SpendSettlement): Awaitable<boolean>;
  /** Gives a reservation back; `false`, and nothing changes, where there is none that is open and not expired. */
  release(id: string, at: number): Awaitable<boolean>;
  /** What stands under a key. */
  state(
    key: string,
    query: { readonly at: number; readonly windowMs?: number | undefined },
  ): Awaitable<SpendState>;
  /**
   * Forgets ids that were settled or released, and reservations that expired, before a time; how many. A forgotten id is as new.
   * Windows forget what was settled before that time, and a key forgets its total when nothing was settled under it since. So
   * keep as much as the longest window, the longest period of a limit, and the longest time after which a caller tries again.
   */
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

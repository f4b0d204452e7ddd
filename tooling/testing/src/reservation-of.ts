import type { SpendCharge, SpendCounter, SpendReservation } from "@tokenpak/core";
import { expect } from "vitest";

/** The time of everything in the contract that does not say another, in milliseconds since 1970. */
export const NOW = 1_795_000_000_000;

/** In milliseconds. */
export const HOUR = 3_600_000;

/** A reservation of 10 minutes under `a` with a limit of 100, unless said otherwise. */
export function reservationOf(
  id: string,
  amount: number,
  change: Partial<SpendReservation & SpendCharge> = {},
): SpendReservation {
  const { charges, at = NOW, ttlMs = 600_000, key = "a", windowMs } = change;
  const limit = "limit" in change ? change.limit : 100;
  return { id, at, ttlMs, charges: charges ?? [{ key, amount, limit, windowMs }] };
}

/** What is settled and what is reserved under a key. */
export async function stateOf(
  counter: SpendCounter,
  key = "a",
  at = NOW,
): Promise<[number, number]> {
  const { settled, reserved, key: answered } = await counter.state(key, { at });
  expect(answered).toBe(key);
  return [settled, reserved];
}

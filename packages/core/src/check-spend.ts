import { TokenPakError } from "./errors.ts";
import type { SpendReservation, SpendSettlement } from "./spend-counter.ts";

/** Throws `INVALID_OPTION` for a reservation that cannot be, naming the field. */
export function checkSpendReservation({ id, charges, at, ttlMs }: SpendReservation): void {
  checkSpendName("id", id);
  checkSpendNumber("at", at);
  checkSpendNumber("ttlMs", ttlMs, 1);
  checkSpendNumber("at + ttlMs", at + ttlMs);
  const keys = new Set<string>();
  for (const { key, amount, limit, windowMs } of charges) {
    checkSpendName("key", key);
    if (keys.has(key)) throw invalid(`The key ${JSON.stringify(key)} is charged twice`, ONCE);
    keys.add(key);
    checkSpendNumber("amount", amount);
    if (limit !== undefined) checkSpendNumber("limit", limit);
    checkSpendWindow(windowMs);
  }
}

/** Throws `INVALID_OPTION` for a settlement that cannot be, naming the field. */
export function checkSpendSettlement({ id, amounts, at }: SpendSettlement): void {
  checkSpendName("id", id);
  checkSpendNumber("at", at);
  for (const [key, amount] of Object.entries(amounts)) {
    checkSpendName("key", key);
    checkSpendNumber("amount", amount);
  }
}

/** Throws `INVALID_OPTION` for a name that is empty, no text, or would not come back from a database as it was. */
export function checkSpendName(field: "id" | "key", name: string): void {
  if (typeof name === "string" && name !== "" && name.isWellFormed()) return;
  throw invalid(`The ${field} of a reservation is ${JSON.stringify(name)}`, "Give it a name.");
}

/** Throws `INVALID_OPTION` for anything but a whole number from `least` to 2^53 - 1. */
export function checkSpendNumber(field: string, value: number, least = 0): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw invalid(
    `The ${field} of a reservation or settlement is ${String(value)}`,
    `Give a whole number from ${least} to 2^53 - 1.`,
  );
}

/** Throws `INVALID_OPTION` for a window that is no time span. */
export function checkSpendWindow(windowMs: number | undefined): void {
  if (windowMs !== undefined) checkSpendNumber("windowMs", windowMs, 1);
}

/** Throws `INVALID_OPTION` where the sum of a key gets too large to be counted exactly. */
export function checkSpendSum(key: string, sum: number): void {
  if (sum <= Number.MAX_SAFE_INTEGER) return;
  throw invalid(
    `What is counted under ${JSON.stringify(key)} would be over 2^53 - 1`,
    "Count in a larger unit, or under a key of a shorter period.",
  );
}

const ONCE = "Add its amounts up, or use two keys.";

function invalid(what: string, fix: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `${what}. ${fix}`);
}

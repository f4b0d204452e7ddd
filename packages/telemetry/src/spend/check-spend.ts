import { type SpendReservation, type SpendSettlement, TokenPakError } from "@tokenpak/core";

/** Throws `INVALID_OPTION` for a reservation that cannot be, naming the field. */
export function checkReservation({ id, charges, at, ttlMs }: SpendReservation): void {
  checkName("id", id);
  checkWhole("at", at);
  checkWhole("ttlMs", ttlMs, 1);
  checkWhole("at + ttlMs", at + ttlMs);
  const keys = new Set<string>();
  for (const { key, amount, limit, windowMs } of charges) {
    checkName("key", key);
    if (keys.has(key)) throw invalid(`The key ${JSON.stringify(key)} is charged twice`, ONCE);
    keys.add(key);
    checkWhole("amount", amount);
    if (limit !== undefined) checkWhole("limit", limit);
    checkWindow(windowMs);
  }
}

/** Throws `INVALID_OPTION` for a settlement that cannot be, naming the field. */
export function checkSettlement({ id, amounts, at }: SpendSettlement): void {
  checkName("id", id);
  checkWhole("at", at);
  for (const [key, amount] of Object.entries(amounts)) {
    checkName("key", key);
    checkWhole("amount", amount);
  }
}

/** Throws `INVALID_OPTION` for a name that is empty, no text, or would not come back from a database as it was. */
export function checkName(field: "id" | "key", name: string): void {
  if (typeof name === "string" && name !== "" && name.isWellFormed()) return;
  throw invalid(`The ${field} of a reservation is ${JSON.stringify(name)}`, "Give it a name.");
}

/** Throws `INVALID_OPTION` for anything but a whole number from `least` to 2^53 - 1. */
export function checkWhole(field: string, value: number, least = 0): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw invalid(
    `The ${field} of a reservation or settlement is ${String(value)}`,
    `Give a whole number from ${least} to 2^53 - 1.`,
  );
}

/** Throws `INVALID_OPTION` for a window that is no time span. */
export function checkWindow(windowMs: number | undefined): void {
  if (windowMs !== undefined) checkWhole("windowMs", windowMs, 1);
}

/** Throws `INVALID_OPTION` where the sum of a key gets too large to be counted exactly. */
export function checkSum(key: string, sum: number): void {
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

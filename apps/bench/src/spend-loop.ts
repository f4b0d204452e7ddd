import type { SpendCounter } from "@tokenpak/core";

/** How often to reserve and settle, and as whom. */
export interface SpendLoop {
  readonly name: string;
  readonly rounds: number;
}

const HOUR_MS = 3_600_000;
const LIMIT_NANOS = 1e12;

/**
 * Reserves and settles under three limits, by day, by month and in any hour, as every request of an agent would; how long each round
 * took, in microseconds. Every round is granted.
 */
export async function spendLoop(
  counter: SpendCounter,
  { name, rounds }: SpendLoop,
): Promise<readonly number[]> {
  const keys = ["agent:bench/day/usd", "agent:bench/month/usd", "agent:bench/hour/usd"] as const;
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const id = `${name} ${round}`;
    const at = Date.now();
    const charges = keys.map((key) => ({
      key,
      amount: 20_000,
      limit: LIMIT_NANOS,
      windowMs: key.includes("hour") ? HOUR_MS : undefined,
    }));
    const start = performance.now();
    const { granted } = await counter.reserve({ id, charges, at, ttlMs: 600_000 });
    const amounts = Object.fromEntries(keys.map((key) => [key, 15_000]));
    await counter.settle({ id, amounts, at });
    times.push((performance.now() - start) * 1000);
    if (!granted) throw new Error(`Round ${round} of ${name} was refused.`);
  }
  return times;
}

/** What so many rounds come to, and what the counter says of it. */
export async function spentExactly(counter: SpendCounter, rounds: number): Promise<boolean> {
  const { settled, reserved } = await counter.state("agent:bench/day/usd", { at: Date.now() });
  return settled === rounds * 15_000 && reserved === 0;
}

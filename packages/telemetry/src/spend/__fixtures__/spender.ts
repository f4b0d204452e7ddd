import { existsSync } from "node:fs";
import { SqliteSpendCounter } from "../sqlite-spend-counter.ts";

/** What all spenders of a test share. */
export interface SpenderPlan {
  readonly file: string;
  /** Reservations are made at `at` until this file is there, and at `later` from then on. */
  readonly signal: string;
  readonly at: number;
  readonly later: number;
  readonly limit: number;
}

/** What a process does that `startSpender` starts. */
export function spend(name: string, { file, signal, at: early, later, limit }: SpenderPlan): void {
  using counter = new SqliteSpendCounter(file);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  // What the others reserve is not to expire when the time moves on: they are there to settle it.
  const ttlMs = (later - early) * (name === "holder" ? 1 : 10);
  const reserve = (id: string, amount: number, at: number) =>
    counter.reserve({ id, at, ttlMs, charges: [{ key: "shared", amount, limit }] });
  if (name === "holder") {
    reserve("held", 5, early);
    say("held 5");
  }
  while (counter.state("shared", { at: early }).reserved === 0) pause();
  for (let round = 0, amount = 7; ; round++) {
    const at = existsSync(signal) ? later : early;
    const id = `${name} ${round}`;
    const decision = reserve(id, amount, at);
    if (!decision.granted) {
      if ((decision.refused[0]?.settled ?? 0) >= limit) return;
      amount = 1;
      pause();
      continue;
    }
    say(`granted ${amount}`);
    const { settled = 0, reserved = 0 } = decision.states[0] ?? {};
    if (settled + reserved > limit) say(`over ${settled} ${reserved}`);
    const spent = Math.ceil(amount / 2);
    counter.settle({ id, amounts: { shared: spent }, at });
    say(`settled ${spent}`);
    amount = (amount % 7) + 1;
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
}

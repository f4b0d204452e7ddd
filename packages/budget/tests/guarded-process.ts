import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { type SpendLimit, UNKNOWN_USAGE } from "@tokenpak/core";
// By their files: the whole packages take a process three times as long to start.
import { SqliteSpendCounter } from "../../telemetry/src/spend/sqlite-spend-counter.ts";
import { SpendGuard } from "../src/spend/spend-guard.ts";

/** What a process answers when it can spend no more: what it did spend, in tokens, and how often it was refused. */
export interface GuardedSpending {
  readonly spent: number;
  readonly refused: number;
  /** The most that it saw settled and reserved. */
  readonly most: number;
}

const CALLERS = 4;

/** Spends under the limit in the file, as four callers at once, once it is told to begin, until each is refused a call of one token. */
async function main([file = "", name = "", limit = ""]: readonly string[]): Promise<void> {
  using counter = new SqliteSpendCounter(file);
  const guard = new SpendGuard({ counter, limits: [JSON.parse(limit) as SpendLimit] });
  process.send?.("ready");
  await once(process, "message");
  const callers = Array.from({ length: CALLERS }, (_, index) => spend(guard, `${name} ${index}`));
  const all = await Promise.all(callers);
  const answer: GuardedSpending = {
    spent: all.reduce((sum, { spent }) => sum + spent, 0),
    refused: all.reduce((sum, { refused }) => sum + refused, 0),
    most: all.reduce((most, one) => Math.max(most, one.most), 0),
  };
  process.send?.(answer);
  process.disconnect();
}

async function spend(guard: SpendGuard, caller: string): Promise<GuardedSpending> {
  let [spent, refused, most] = [0, 0, 0];
  for (let round = 0, size = 40; ; round++) {
    const id = `${caller} ${round}`;
    const call = { id, model: "any", inputTokens: size, maxOutputTokens: 0 };
    const decision = await guard.reserve(call);
    if (!decision.granted) {
      refused++;
      const { reserved = 0, remaining = 0 } = decision.refused[0] ?? {};
      if (reserved === 0 && remaining === 0) return { spent, refused, most };
      size = 1;
      await setTimeout(2);
      continue;
    }
    const [state] = decision.states;
    most = Math.max(most, (state?.spent ?? 0) + (state?.reserved ?? 0));
    await new Promise(setImmediate);
    if (round % 5 === 0) {
      await decision.reservation.release();
    } else {
      const uncachedInput = Math.ceil(size / 2);
      spent += uncachedInput;
      const usage = { ...UNKNOWN_USAGE, uncachedInput };
      await decision.reservation.settle(usage);
    }
    size = (size % 40) + 1;
  }
}

await main(process.argv.slice(2));

import { once } from "node:events";
import { SqliteSpendCounter } from "@tokenpak/telemetry";
import { spendLoop } from "./spend-loop.ts";

/** Spends in the file that the first argument names, once it is told to begin; answers what each round took. */
async function main([file = "", name = "", rounds = ""]: readonly string[]): Promise<void> {
  using counter = new SqliteSpendCounter(file);
  process.send?.("ready");
  await once(process, "message");
  process.send?.(await spendLoop(counter, { name, rounds: Number(rounds) }));
  process.disconnect();
}

await main(process.argv.slice(2));

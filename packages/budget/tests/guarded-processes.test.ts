import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SpendLimit } from "@tokenpak/core";
import { SqliteSpendCounter } from "@tokenpak/telemetry";
import { describe, expect, it } from "vitest";
import { SpendGuard } from "../src/index.ts";
import type { GuardedSpending } from "./guarded-process.ts";

const LIMIT: SpendLimit = {
  name: "shared",
  unit: "tokens",
  amount: 800,
  period: "rolling",
  windowMs: 86_400_000,
  scope: "all",
  warnAt: 1,
  hard: true,
  calendar: "utc",
};

describe("SpendGuard in several processes", () => {
  it("lets them spend exactly the limit of a file that they share, and no more", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tokenpak-guard-"));
    try {
      const file = join(folder, "ledger.db");
      using counter = new SqliteSpendCounter(file);
      const children = ["a", "b", "c"].map((name) => startProcess(file, name));
      expect(await Promise.all(children.map(answerOf))).toEqual(["ready", "ready", "ready"]);
      const answers = children.map((child) => {
        child.send("begin");
        return answerOf(child) as Promise<GuardedSpending>;
      });
      const all = await Promise.all(answers);
      expect(all.reduce((sum, { spent }) => sum + spent, 0)).toBe(LIMIT.amount);
      for (const { most, refused } of all) {
        expect(most).toBeLessThanOrEqual(LIMIT.amount);
        expect(refused).toBeGreaterThan(0);
      }
      const guard = new SpendGuard({ counter, limits: [LIMIT] });
      expect(await guard.status()).toMatchObject([{ spent: LIMIT.amount, reserved: 0, share: 1 }]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function startProcess(file: string, name: string): ChildProcess {
  const script = new URL("./guarded-process.ts", import.meta.url);
  const execArgv = ["--conditions=@tokenpak/source", "--import=tsx"];
  return fork(script, [file, name, JSON.stringify(LIMIT)], { execArgv, cwd: import.meta.dirname });
}

/** The next thing that a child says. Rejects when it ends before that. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`A process ended with ${String(code)} before it answered.`);
  });
  const [answer] = await Promise.race([once(child, "message"), ended]);
  return answer;
}

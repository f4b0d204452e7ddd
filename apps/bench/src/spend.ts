import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteSpendCounter } from "@tokenpak/telemetry";
import type { BenchIo } from "./bench-io.ts";
import { spendLoop, spentExactly } from "./spend-loop.ts";

const WARM_UP = 1000;
const ROUNDS = 10_000;
const PROCESSES = 4;
const ROUNDS_EACH = 2500;

/** Prints what it takes to reserve and settle under three limits: in memory, on disk, and when four processes do it at once. */
export async function measureSpend({ print }: Pick<BenchIo, "print">): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bench-"));
  try {
    print(`reserve and settle under three limits, one of them a rolling hour; ${ROUNDS} times`);
    await printAlone(":memory:", print);
    await printAlone(join(folder, "alone.db"), print);
    await printTogether(join(folder, "together.db"), print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printAlone(path: string, print: BenchIo["print"]): Promise<void> {
  using counter = new SqliteSpendCounter(path);
  await spendLoop(counter, { name: "warm-up", rounds: WARM_UP });
  const used = process.cpuUsage();
  const times = await spendLoop(counter, { name: "alone", rounds: ROUNDS });
  const { user, system } = process.cpuUsage(used);
  const exact = (await spentExactly(counter, WARM_UP + ROUNDS)) ? "exact" : "WRONG";
  const processor = ((user + system) / ROUNDS).toFixed(0);
  print(
    `${path === ":memory:" ? "in memory:" : "on disk:  "} ${microseconds(times)}; processor ${processor} us; total ${exact}`,
  );
}

async function printTogether(file: string, print: BenchIo["print"]): Promise<void> {
  using counter = new SqliteSpendCounter(file);
  const children = Array.from({ length: PROCESSES }, (_, index) => startSpender(file, index));
  await Promise.all(children.map((child) => answerOf(child)));
  const start = performance.now();
  const answers = children.map((child) => {
    child.send("begin");
    return answerOf(child);
  });
  const times = (await Promise.all(answers)).flat() as number[];
  const seconds = (performance.now() - start) / 1000;
  const rounds = PROCESSES * ROUNDS_EACH;
  const exact = (await spentExactly(counter, rounds)) ? "exact" : "WRONG";
  print(
    `${PROCESSES} processes on one file: ${(rounds / seconds).toFixed(0)} a second; ${microseconds(times)}; total ${exact}`,
  );
}

function startSpender(file: string, index: number): ChildProcess {
  const script = new URL("./spend-process.ts", import.meta.url);
  return fork(script, [file, `process ${index}`, String(ROUNDS_EACH)]);
}

/** The next thing that a child says. Rejects when it ends before that. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`A process ended with ${String(code)} before it answered.`);
  });
  const [answer] = await Promise.race([once(child, "message"), ended]);
  return answer;
}

function microseconds(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return [50, 95, 99]
    .map(
      (share) =>
        `p${share} ${(sorted[Math.floor((sorted.length * share) / 100)] ?? 0).toFixed(0)} us`,
    )
    .join(", ");
}

import { join } from "node:path";
import {
  claudeCodeSource,
  createPricer,
  SqliteLedger,
  TelemetryCollector,
} from "@tokenpak/telemetry";
import type { BenchIo } from "./bench-io.ts";
import { quantiles } from "./quantiles.ts";
import { generateSessionLogs, type SessionLogs } from "./session-logs.ts";

const ROUNDS = 20;

/**
 * Prints how fast session logs are read into a ledger (200 MB of generated logs of Claude Code, priced), how fast what does not matter is
 * passed over, and what a look at 5,000 files costs in which nothing has changed.
 */
export async function measureCollect({ print }: BenchIo): Promise<void> {
  {
    using logs = generateSessionLogs({ files: 100, turns: 230 });
    await timeBackfill("all that is there, priced, into a ledger", logs, print);
  }
  {
    using logs = generateSessionLogs({ files: 50, turns: 620, answers: false });
    await timeBackfill("lines that do not matter", logs, print);
  }
  using logs = generateSessionLogs({ files: 5000, turns: 1 });
  await timeBackfill("many small files", logs, print);
  await timeIdle("ledger opened each time", collectorOf(logs), print);
  using ledger = new SqliteLedger(join(logs.folder, "ledger.db"));
  await timeIdle("ledger open", collectorOf(logs, ledger), print);
}

async function timeIdle(
  what: string,
  collector: TelemetryCollector,
  print: BenchIo["print"],
): Promise<void> {
  const wall: number[] = [];
  const processor: number[] = [];
  let unchanged = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const used = process.cpuUsage();
    const { files, changedFiles } = await collector.backfill();
    const { user, system } = process.cpuUsage(used);
    wall.push(performance.now() - start);
    processor.push((user + system) / 1000);
    unchanged = files - changedFiles;
  }
  await collector.stop();
  print(`nothing changed in ${unchanged} files, ${what}: ${quantiles(wall)}`);
  print(`processor time: ${quantiles(processor)}`);
}

async function timeBackfill(
  what: string,
  logs: SessionLogs,
  print: BenchIo["print"],
): Promise<void> {
  const collector = collectorOf(logs);
  const start = performance.now();
  const used = process.cpuUsage();
  const counts = await collector.backfill();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  await collector.stop();
  if (counts.added !== logs.requests || counts.lines !== logs.lines) {
    throw new Error(`${counts.added} of ${logs.requests} requests were read`);
  }
  const megabytes = logs.bytes / 1e6;
  const peak = process.resourceUsage().maxRSS / 1024;
  print(
    `${what}: ${megabytes.toFixed(0)} MB, ${logs.lines} lines, ${counts.added} requests in ${counts.files} files: ${(megabytes / seconds).toFixed(0)} MB/s, ${Math.round(logs.lines / seconds)} lines/s; processor time ${((user + system) / 1e6).toFixed(1)} s; peak RSS ${peak.toFixed(0)} MB`,
  );
}

function collectorOf({ folder }: SessionLogs, ledger?: SqliteLedger): TelemetryCollector {
  return new TelemetryCollector({
    sources: [claudeCodeSource([folder])],
    store: ledger ?? join(folder, "ledger.db"),
    pricer: createPricer(),
  });
}

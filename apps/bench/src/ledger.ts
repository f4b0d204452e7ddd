import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerEntries, UsageFilter, UsageQuery } from "@tokenpak/core";
import { checkLedger, SqliteLedger } from "@tokenpak/telemetry";
import type { BenchIo } from "./bench-io.ts";
import { type LedgerShape, ledgerSessions, YEAR } from "./ledger-records.ts";

/** Most milliseconds that a report may take. */
const TARGET_MS = 200;

const BATCH = 500;
const ROUNDS = 5;
const SINGLE_ROWS = 2000;
const DAY_MS = 86_400_000;

/** A year of one user's agents, and the worst that a ledger may be given: no two requests of one session. */
const SHAPES: readonly (LedgerShape & { readonly name: string })[] = [
  { name: "a year of agents", requests: 1_000_000, sessions: 8000 },
  { name: "every request a session of its own", requests: 200_000, sessions: 200_000 },
];

/** Prints how fast a ledger takes records, how large it is, and how long reports on it take. */
export async function measureLedger({ print }: Pick<BenchIo, "print">): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bench-ledger-"));
  try {
    for (const shape of SHAPES) {
      print(`### ${shape.name}: ${shape.requests} requests, ${shape.sessions} sessions`);
      const file = join(folder, `${shape.sessions}.db`);
      fill(file, shape, print);
      using ledger = new SqliteLedger(file);
      if (shape.sessions < shape.requests) recordSingly(ledger, shape, print);
      measureReports(ledger, print);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(file: string, shape: LedgerShape, print: BenchIo["print"]): void {
  let recordMs = 0;
  using ledger = new SqliteLedger(file);
  for (const batch of batchesOf(ledgerSessions(shape))) {
    const start = performance.now();
    ledger.record(batch);
    recordMs += performance.now() - start;
  }
  ledger.close();
  const sums = checkLedger(file);
  print(
    `recorded in batches of ${BATCH}: ${perSecond(shape.requests, recordMs)}; ${Math.round(statSync(file).size / shape.requests)} bytes a request; ${sums.rollups} sums without, ${sums.sessionRollups} with sessions; damage found: ${sums.damage.length + sums.rollupDamage.length}`,
  );
}

/** Requests one by one, each in a transaction of its own, as a proxy records them. */
function recordSingly(
  ledger: SqliteLedger,
  { requests }: LedgerShape,
  print: BenchIo["print"],
): void {
  const records = [...ledgerSessions({ requests: SINGLE_ROWS, sessions: 16 })].flatMap(
    ({ completions = [] }) => completions,
  );
  const start = performance.now();
  for (const record of records)
    ledger.record({ completions: [{ ...record, id: `one ${record.id}` }] });
  print(
    `recorded one by one, into ${requests}: ${perSecond(records.length, performance.now() - start)}`,
  );
}

function measureReports(ledger: SqliteLedger, print: BenchIo["print"]): void {
  const end = YEAR.start + 350 * DAY_MS;
  const { groups } = ledger.report({ by: ["session"], since: end - 30 * DAY_MS });
  const session = groups[0]?.key.session;
  const summer = (at: number): number => (at < YEAR.start + 330 * DAY_MS ? 120 : 60);
  const all = ["day", "model", "provider", "agent", "project", "session"] as const;
  const reports: readonly (readonly [name: string, query: UsageQuery])[] = [
    ["one total", {}],
    ...(["model", "provider", "agent", "project", "session", "day", "hour"] as const).map(
      (name) => [`by ${name}`, { by: [name] }] as const,
    ),
    ["by day, UTC+2 and +1", { by: ["day"], utcOffsetMinutes: summer }],
    ["by day, UTC+5:30", { by: ["day"], utcOffsetMinutes: () => 330 }],
    ["by day and model", { by: ["day", "model"], utcOffsetMinutes: summer }],
    ["by agent, model, project", { by: ["agent", "model", "project"] }],
    ["a day by session", { by: ["session"], since: end + 1, until: end + DAY_MS }],
    ["30 days by model", { by: ["model"], since: end - 30 * DAY_MS + 12_345, until: end }],
    ["200 days by day", { by: ["day"], since: end - 200 * DAY_MS + 777, until: end - 4321 }],
    ["a project by session", { by: ["session"], project: "/home/dev/src/project-3" }],
    ["a model by day", { by: ["day"], model: "claude-haiku-4-5", utcOffsetMinutes: summer }],
    ["a session by hour", { by: ["hour"], session }],
    ["an observer", { observer: "proxy" }],
    ["by day and all names", { by: all }],
  ];
  for (const [name, query] of reports) {
    let rows = 0;
    const times = timesOf(() => {
      rows = ledger.report(query).groups.length;
    });
    print(`${name.padEnd(26)} ${times}, ${rows} groups`);
  }
  const filters: readonly (readonly [name: string, filter: UsageFilter])[] = [
    ["latencies", {}],
    ["latencies of a model", { model: "claude-haiku-4-5" }],
    ["latencies of a session", { session }],
    ["latencies of 30 days", { since: end - 30 * DAY_MS + 12_345, until: end }],
  ];
  for (const [name, filter] of filters) {
    print(`${name.padEnd(26)} ${timesOf(() => void ledger.latencies(filter))}`);
  }
}

function timesOf(work: () => void): string {
  const wall: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const used = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(used);
    wall.push(performance.now() - start);
    processor.push((user + system) / 1000);
  }
  const [p50, max] = [wall.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0, Math.max(...wall)];
  const cpu = processor.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  const verdict = max <= TARGET_MS ? "" : ` (target ${TARGET_MS} ms)`;
  return `p50 ${milliseconds(p50)}, max ${milliseconds(max)}, processor ${milliseconds(cpu)}${verdict}`;
}

function* batchesOf(sessions: Iterable<LedgerEntries>): IterableIterator<LedgerEntries> {
  let completions: NonNullable<LedgerEntries["completions"]>[number][] = [];
  let savings: NonNullable<LedgerEntries["savings"]>[number][] = [];
  for (const session of sessions) {
    for (const record of session.completions ?? []) {
      completions.push(record);
      if (completions.length < BATCH) continue;
      yield { completions, savings };
      completions = [];
      savings = [];
    }
    savings.push(...(session.savings ?? []));
  }
  yield { completions, savings };
}

function perSecond(rows: number, ms: number): string {
  return `${Math.round((rows / ms) * 1000)} requests/s (${((ms * 1000) / rows).toFixed(0)} us each)`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

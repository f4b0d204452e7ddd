import { type CompletionRecord, TokenPakError } from "@tokenpak/core";
import type { SqliteLedger } from "@tokenpak/telemetry";
import { type CliIo, OUTPUT_CLOSED, type OutputStream } from "../cli-io.ts";
import { printableJson, printableText } from "../output/printable.ts";
import type { CostQuestion } from "./gather-figures.ts";

/**
 * Writes every request of the period: CSV, or one JSON document `{ schema: "tokenpak.cost.records/1", records: [...] }` with a record a
 * line. Memory does not grow with their number.
 */
export async function writeRecords(
  ledger: SqliteLedger,
  { question, csv }: { readonly question: CostQuestion; readonly csv: boolean },
  io: CliIo,
): Promise<void> {
  const { completionsCsv } = await import("@tokenpak/telemetry");
  const { period, filter } = question;
  const records = ledger.exportCompletions({
    ...filter,
    since: period.since,
    until: period.until,
  });
  const signal = io.interruption();
  for (const text of csv ? completionsCsv(records) : jsonPieces(records)) {
    const shown = io.stdout.isTTY === true ? printableText(text) : text;
    await written(shown, { stdout: io.stdout, signal });
    if (!signal.aborted) continue;
    if (signal.reason === OUTPUT_CLOSED) return;
    throw new TokenPakError("ABORTED", "Stopped: the records are not complete.");
  }
}

function* jsonPieces(records: Iterable<CompletionRecord>): Generator<string> {
  yield '{"schema":"tokenpak.cost.records/1","records":[';
  let between = "\n";
  for (const record of records) {
    yield `${between}${printableJson(record)}`;
    between = ",\n";
  }
  yield "\n]}\n";
}

/** Waits where a pipe is full, until its reader takes more or is gone. */
async function written(
  text: string,
  { stdout, signal }: { readonly stdout: OutputStream; readonly signal: AbortSignal },
): Promise<void> {
  if (stdout.write(text) !== false || stdout.once === undefined || signal.aborted) return;
  await new Promise<void>((resolve) => {
    stdout.once?.("drain", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

import { join } from "node:path";
import {
  createPricer,
  jsonEventsSource,
  SqliteLedger,
  TelemetryCollector,
} from "@tokenpak/telemetry";
import { describe, expect, it } from "vitest";
import { testFolder } from "../__fixtures__/run-cli.ts";
import type { CliIo } from "../cli-io.ts";
import { collectLogs } from "./collect-logs.ts";

describe("collectLogs", () => {
  it("warns where the ledger cannot be written now, so that what it has is reported", async () => {
    const cwd = testFolder({ "a.jsonl": '{"model":"gpt-4o","tokensIn":1,"tokensOut":1}\n' });
    const path = join(cwd, "ledger.db");
    new SqliteLedger(path).close();
    using ledger = new SqliteLedger(path, { readOnly: true });
    const pricer = createPricer();
    const sources = [jsonEventsSource([join(cwd, "a.jsonl")])];
    const collector = new TelemetryCollector({ sources, store: ledger, pricer });
    const stderr = { write: () => true };
    const io = {
      stdout: stderr,
      stderr,
      now: () => 0,
      interruption: () => new AbortController().signal,
    } as unknown as CliIo;
    expect(await collectLogs({ collector, ledger, pricer }, io)).toEqual({
      warning: expect.stringMatching(
        /read-only.* What is new in the session logs may be missing\./,
      ),
    });
  });
});

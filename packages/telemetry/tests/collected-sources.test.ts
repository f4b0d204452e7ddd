import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { TelemetryCollector } from "../src/collect/telemetry-collector.ts";
import { SqliteLedger } from "../src/ledger/sqlite-ledger.ts";
import { copilotSource } from "../src/sources/copilot/copilot-source.ts";
import { geminiCliSource } from "../src/sources/gemini-cli/gemini-cli-source.ts";
import { jsonEventsSource } from "../src/sources/json-events/json-events-source.ts";
import { opencodeSource } from "../src/sources/opencode/opencode-source.ts";
import { OpencodeFile, opencodeCounts, opencodeMessage } from "./opencode-file.ts";

const FIXTURES = join(import.meta.dirname, "../src/sources");

/** Logs of several agents in one folder, and a ledger that they are collected into. */
class Machine implements Disposable {
  readonly opencode = new OpencodeFile();
  readonly ledger = new SqliteLedger(":memory:");
  readonly warnings: string[] = [];

  path(name: string): string {
    return join(this.opencode.folder, name);
  }

  append(name: string, values: readonly unknown[]): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    for (const value of values) appendFileSync(this.path(name), `${JSON.stringify(value)}\n`);
  }

  /** With a collector of its own each time, as after a restart. */
  async collect() {
    const folder = this.opencode.folder;
    const collector = new TelemetryCollector({
      sources: [
        opencodeSource(folder),
        geminiCliSource(folder),
        copilotSource(this.path("otel.log")),
        jsonEventsSource([this.path("events")]),
      ],
      store: this.ledger,
      onWarning: (message) => this.warnings.push(message),
    });
    await collector.backfill();
    const { groups, totals } = this.ledger.report({ by: ["agent"] });
    const requests = Object.fromEntries(
      groups.map(({ key, requests: n }) => [key.agent ?? "-", n]),
    );
    return { requests, output: totals.output };
  }

  [Symbol.dispose](): void {
    this.ledger.close();
    this.opencode[Symbol.dispose]();
  }
}

const SPAN = {
  traceId: "t",
  spanId: "1",
  name: "chat m",
  attributes: {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "m",
    "gen_ai.usage.output_tokens": 5,
  },
  endTime: [1795394923, 0],
};

describe("TelemetryCollector over the logs of agents", () => {
  it("collects databases, lines and documents, each request once, over restarts", async () => {
    using machine = new Machine();
    machine.opencode.addRecorded();
    cpSync(join(FIXTURES, "gemini-cli/__fixtures__"), machine.path("."), { recursive: true });
    machine.append("otel.log", [SPAN]);
    machine.append("events/a.jsonl", [{ model: "m", tokens_in: 1, tokens_out: 2 }]);
    const expected = {
      requests: { opencode: 3, "gemini-cli": 4, copilot: 1, "-": 1 },
      output: 455 + 270 + 5 + 2,
    };
    expect(await machine.collect()).toEqual(expected);
    expect(await machine.collect()).toEqual(expected);
    expect(machine.warnings).toEqual([]);
  });

  it("sees what OpenCode wrote into its log alone, and a message that it completed", async () => {
    using machine = new Machine();
    const put = (output: number, time: object): void => {
      const data = opencodeMessage(opencodeCounts([output, output, 0, 0, 0]), { time });
      machine.opencode.put({ id: "msg_1", data });
    };
    put(0, { created: 1795394923133 });
    expect(await machine.collect()).toEqual({ requests: {}, output: 0 });
    put(7, { created: 1795394923133, completed: 1795394923827 });
    expect(await machine.collect()).toEqual({ requests: { opencode: 1 }, output: 7 });
    machine.opencode.close();
    expect(await machine.collect()).toEqual({ requests: { opencode: 1 }, output: 7 });
  });

  it("counts events once in a file that is renamed or copied while it grows", async () => {
    using machine = new Machine();
    const event = (seconds: number): object => ({
      model: "m",
      tokens_out: 1,
      timestamp: new Date(1795394923133 + seconds * 1000).toISOString(),
    });
    machine.append("events/a.jsonl", [event(1), event(2)]);
    expect(await machine.collect()).toMatchObject({ output: 2 });
    renameSync(machine.path("events/a.jsonl"), machine.path("events/a.1.jsonl"));
    machine.append("events/a.1.jsonl", [event(3)]);
    machine.append("events/a.jsonl", [event(4)]);
    expect(await machine.collect()).toMatchObject({ output: 4 });
    writeFileSync(
      machine.path("events/copy.jsonl"),
      readFileSync(machine.path("events/a.1.jsonl")),
    );
    expect(await machine.collect()).toMatchObject({ output: 4 });
  });

  it("says so once when a database is not what it should be, and collects the rest", async () => {
    using machine = new Machine();
    machine.opencode.database.exec("DROP TABLE message");
    machine.append("otel.log", [SPAN]);
    expect(await machine.collect()).toMatchObject({ requests: { copilot: 1 } });
    expect(machine.warnings).toEqual([expect.stringContaining("SOURCE_UNAVAILABLE")]);
  });
});

import { join } from "node:path";
import type { CompletionEntry } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { OpencodeFile, opencodeCounts, opencodeMessage } from "../../../tests/opencode-file.ts";
import { SqliteLedger } from "../../ledger/sqlite-ledger.ts";
import { opencodeDatabase } from "./opencode-database.ts";
import { opencodeSource } from "./opencode-source.ts";

const source = opencodeSource("/data");

function readDocument(text: string, relativePath = "ses_1/msg_1.json"): readonly CompletionEntry[] {
  const format = source.formatOf(relativePath);
  if (format?.kind !== "document") throw new Error("a message is read as a document");
  const root = join("/data", "storage", "message");
  return format.read(text, { root, relativePath, path: join(root, relativePath) });
}

describe("opencodeSource", () => {
  it("looks for databases and messages, not through texts and copies of work trees", () => {
    expect(source.roots).toContain(join("/data", "opencode.db"));
    expect(source.roots).toContain(join("/data", "storage", "message"));
    expect(source.roots).not.toContain("/data");
    const kinds = [
      "opencode.db",
      "opencode-dev.db",
      "ses_1/msg_1.json",
      "other.db",
      "msg.json",
      "a/b/c.json",
    ];
    expect(kinds.map((path) => source.formatOf(path)?.kind)).toEqual([
      "database",
      "database",
      "document",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("reads a message of an older version, with its ids in the document or in its path", () => {
    const message = opencodeMessage(opencodeCounts([12, 76, 0, 2000, 100]), { cost: 0.002151 });
    const [bare] = readDocument(JSON.stringify(message));
    const [named] = readDocument(JSON.stringify({ ...message, id: "msg_7", sessionID: "ses_7" }));
    expect(bare).toMatchObject({ id: "opencode:msg_1", session: "ses_1", costNanos: 2_151_000 });
    expect(named).toMatchObject({ id: "opencode:msg_7", session: "ses_7" });
  });

  it("counts a message once that is in a document and in the database", () => {
    using file = new OpencodeFile();
    const data = opencodeMessage(opencodeCounts([12, 76, 0, 2000, 100]));
    file.put({ id: "msg_1", data });
    using ledger = new SqliteLedger(":memory:");
    ledger.record({ completions: readDocument(JSON.stringify(data)) });
    for (const { entries } of opencodeDatabase.read(file.path, undefined)) {
      ledger.record({ completions: entries });
    }
    expect(ledger.report().totals).toMatchObject({ requests: 1, output: 76, cacheRead: 2000 });
  });

  it("takes a document that is none for empty", () => {
    for (const text of ["", "{", "null", "[]", '"assistant"', "7", '{"role":"assistant"}']) {
      expect(readDocument(text)).toEqual([]);
    }
  });
});

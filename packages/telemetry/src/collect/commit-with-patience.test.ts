import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { openLedger } from "../ledger/open-ledger.ts";
import { SqliteLedger } from "../ledger/sqlite-ledger.ts";
import { entryOf } from "./__fixtures__/event-lines.ts";
import { MemoryStore } from "./__fixtures__/memory-store.ts";
import type { FileCheckpoint } from "./collector-store.ts";
import { commitWithPatience } from "./commit-with-patience.ts";

const CHECKPOINT: FileCheckpoint = {
  path: "/test/log.jsonl",
  source: "test",
  dev: 1,
  ino: 2,
  size: 3,
  mtimeMs: 4.5,
  offset: 3,
  headHash: "00",
  state: { session: "s1" },
};

describe("commitWithPatience", () => {
  it("tries again until another process gives the lock back", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tokenpak-locked-"));
    const path = join(folder, "ledger.db");
    try {
      using ledger = new SqliteLedger(path, { busyTimeoutMs: 0 });
      using other = openLedger(path);
      other.connection.exec("BEGIN IMMEDIATE");
      const committed = commitWithPatience(ledger, {
        entries: [entryOf("a")],
        checkpoints: [CHECKPOINT],
      });
      setImmediate(() => other.connection.exec("ROLLBACK"));
      expect(await committed).toEqual(["added"]);
      expect(ledger.checkpoints("test")).toEqual([CHECKPOINT]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("loses no entry for one that the store refuses", async () => {
    const store = new MemoryStore();
    const commit = store.commit.bind(store);
    store.commit = (batch) => {
      if (batch.entries.completions?.some(({ id }) => id === "bad")) {
        throw new TokenPakError("INVALID_OPTION", "This id is not taken.");
      }
      return commit(batch);
    };
    const entries = ["a", "bad", "b", "a"].map((id) => entryOf(id));
    const contents = { entries, checkpoints: [CHECKPOINT] };
    expect(await commitWithPatience(store, contents)).toEqual([
      "added",
      "refused",
      "added",
      "ignored",
    ]);
    expect(store.checkpoints("test")).toEqual([CHECKPOINT]);
  });

  it("throws at once what waiting does not mend", async () => {
    const store = new MemoryStore();
    const full = new TokenPakError("STORE_UNAVAILABLE", "The disk is full.", {
      cause: Object.assign(new Error("full"), { code: "SQLITE_FULL" }),
    });
    let attempts = 0;
    store.commit = () => {
      attempts += 1;
      throw full;
    };
    const contents = { entries: [entryOf("a")], checkpoints: [] };
    await expect(commitWithPatience(store, contents)).rejects.toBe(full);
    expect(attempts).toBe(1);
  });
});

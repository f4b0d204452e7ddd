import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_TOKENS, TokenPakError } from "@tokenpak/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AT, entryOf, lineOf, recordingCollection, sourceOf } from "./__fixtures__/event-lines.ts";
import { MemoryStore } from "./__fixtures__/memory-store.ts";
import type { TelemetrySource } from "./telemetry-source.ts";

let folder: string;
let log: string;
let store: MemoryStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-collect-"));
  log = join(folder, "log.jsonl");
  store = new MemoryStore();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function collect(options?: Parameters<typeof recordingCollection>[2]) {
  return recordingCollection(store, [sourceOf([folder])], options);
}

describe("LogCollection, lines", () => {
  it("waits for the end of a line and counts it once", async () => {
    const { collection, ids } = collect();
    const line = lineOf("é1");
    for (const byte of Buffer.from(line)) {
      appendFileSync(log, Buffer.from([byte]));
      await collection.lookAtAll();
      expect(ids()).toEqual(byte === 10 ? ["é1"] : []);
    }
  });

  it("reads byte order mark, CRLF, blank lines and lines that are not UTF-8", async () => {
    const { collection, ids } = collect();
    const bytes = Buffer.from('\ufeff{"id":"a"}\r\n\r\n  \n{"id":"b\u00ff"}\n', "utf8");
    bytes[bytes.indexOf(0xc3)] = 0xff;
    writeFileSync(log, bytes);
    expect(await collection.lookAtAll()).toMatchObject({ lines: 4, added: 2, badLines: 0 });
    expect(ids()).toEqual(["a", "b\ufffd\ufffd"]);
  });

  it("passes over what is no JSON, and says where it stands and not what", async () => {
    const { collection, ids, warnings } = collect();
    writeFileSync(log, `${lineOf("a")}{"id":"secret\n${lineOf("b")}[{"id":"secret"]\nnull "id"\n`);
    expect(await collection.lookAtAll()).toMatchObject({ lines: 5, added: 2, badLines: 3 });
    expect(ids()).toEqual(["a", "b"]);
    expect(warnings).toEqual([`"${log}": 3 lines are no JSON, passed over; the first at byte 11.`]);
  });

  it("passes over a line of 100 MB without holding it", async () => {
    const { collection, ids } = collect({ maxLineBytes: 1 << 20 });
    writeFileSync(log, lineOf("a"));
    truncateSync(log, 100e6);
    await collection.lookAtAll();
    appendFileSync(log, `\n${lineOf("b")}`);
    expect(await collection.lookAtAll()).toMatchObject({ oversizedLines: 1, added: 1 });
    expect(ids()).toEqual(["a", "b"]);
  });

  it("does not read a long line again and again while it grows", async () => {
    const { collection, ids } = collect({ maxLineBytes: 16 << 20 });
    const line = lineOf("a", { session: "x".repeat(4 << 20) });
    let bytes = 0;
    for (let from = 0; from < line.length; from += 1 << 20) {
      appendFileSync(log, line.slice(from, from + (1 << 20)));
      bytes += (await collection.lookAtAll()).bytes;
    }
    expect(ids()).toEqual(["a"]);
    // The first two megabytes as they came, the whole line when it had an end.
    expect(bytes).toBeLessThan(3 * line.length);
  });

  it("keeps the state of a format with the position, over restarts and renames", async () => {
    writeFileSync(log, '{"session":"s1"}\n');
    await collect().collection.lookAtAll();
    renameSync(log, join(folder, "other.jsonl"));
    appendFileSync(join(folder, "other.jsonl"), lineOf("a"));
    const { collection, events } = collect();
    await collection.lookAtAll();
    expect(events.map(({ record }) => record.session)).toEqual(["s1"]);
  });

  it("starts again in a file that is shorter, or another one in the same place", async () => {
    const { collection, ids } = collect();
    writeFileSync(log, lineOf("first") + lineOf("second"));
    await collection.lookAtAll();
    writeFileSync(log, lineOf("third"));
    await collection.lookAtAll();
    writeFileSync(log, lineOf("fourth") + lineOf("fifth"));
    await collection.lookAtAll();
    expect(ids()).toEqual(["first", "second", "third", "fourth", "fifth"]);
  });

  it("reads on in a file that was copied back, also when it looks the first time", async () => {
    writeFileSync(log, lineOf("a") + lineOf("b"));
    await collect().collection.lookAtAll();
    cpSync(folder, `${folder}-copy`, { recursive: true });
    rmSync(folder, { recursive: true });
    const { collection, ids } = collect();
    expect(await collection.lookAtAll()).toMatchObject({ files: 0, added: 0 });
    renameSync(`${folder}-copy`, folder);
    appendFileSync(log, lineOf("c"));
    expect(await collection.lookAtAll()).toMatchObject({ lines: 1, added: 1, ignored: 0 });
    expect(ids()).toEqual(["c"]);
  });

  it("follows a rotated file, and reads the new one from its beginning", async () => {
    const { collection, ids } = collect();
    writeFileSync(log, lineOf("a"));
    await collection.lookAtAll();
    appendFileSync(log, lineOf("b"));
    renameSync(log, `${log}.1`);
    writeFileSync(log, lineOf("c"));
    expect(await collection.lookAtAll()).toMatchObject({ lines: 2, ignored: 0 });
    expect(ids().sort()).toEqual(["a", "b", "c"]);
  });

  it("commits nothing, and reads nothing, where nothing has changed", async () => {
    const { collection } = collect();
    writeFileSync(log, lineOf("a"));
    utimesSync(log, 1000, 1000);
    await collection.lookAtAll();
    const { commits } = store;
    expect(await collection.lookAtAll()).toMatchObject({ files: 1, changedFiles: 0, bytes: 0 });
    expect(await collect().collection.lookAtAll()).toMatchObject({ changedFiles: 0, bytes: 0 });
    expect(store.commits).toBe(commits);
  });
});

describe("LogCollection, files", () => {
  it("reads a file once that is there under several names, roots and sources", async () => {
    const inner = join(folder, "inner");
    mkdirSync(inner);
    writeFileSync(join(inner, "a.jsonl"), lineOf("a"));
    linkSync(join(inner, "a.jsonl"), join(inner, "b.jsonl"));
    symlinkSync(join(inner, "a.jsonl"), join(inner, "c.jsonl"));
    symlinkSync(inner, join(folder, "linked"));
    symlinkSync(folder, join(inner, "loop"));
    symlinkSync(join(inner, "self"), join(inner, "self"));
    symlinkSync(join(inner, "nothing.jsonl"), join(inner, "d.jsonl"));
    const sources = [
      sourceOf([folder, inner, join(inner, "a.jsonl")]),
      sourceOf([inner], "second"),
    ];
    const { collection, events, warnings } = recordingCollection(store, sources);
    const counts = await collection.lookAtAll();
    expect(counts).toMatchObject({ files: 1, lines: 1, added: 1, agents: ["test"] });
    expect(events.map(({ source }) => source)).toEqual(["test"]);
    expect(warnings).toEqual([]);
  });

  it("opens no pipe and no device", async () => {
    execFileSync("mkfifo", [log]);
    symlinkSync("/dev/zero", join(folder, "zero.jsonl"));
    expect(await collect().collection.lookAtAll()).toMatchObject({ files: 0 });
  });

  it.skipIf(process.getuid?.() === 0)(
    "goes on after files and folders that may not be read, and warns once (not as root, who may)",
    async () => {
      writeFileSync(join(folder, "a.jsonl"), lineOf("a"), { mode: 0 });
      writeFileSync(log, lineOf("b"));
      mkdirSync(join(folder, "locked"), { mode: 0 });
      const { collection, ids, warnings } = collect();
      await collection.lookAtAll();
      await collection.lookAtAll();
      expect(ids()).toEqual(["b"]);
      expect(warnings).toHaveLength(2);
    },
  );

  it("reads a document again when it changed; its ids say what is known", async () => {
    const { collection, ids } = collect();
    const path = join(folder, "session.txt");
    writeFileSync(path, "\ufeffa b");
    utimesSync(path, 1000, 1000);
    expect(await collection.lookAtAll()).toMatchObject({ changedFiles: 1, added: 2 });
    expect(await collection.lookAtAll()).toMatchObject({ changedFiles: 0 });
    writeFileSync(path, "a b c");
    expect(await collection.lookAtAll()).toMatchObject({ added: 1, ignored: 2 });
    expect(ids()).toEqual(["a", "b", "c"]);
  });

  it("looks at files that changed lately or were noticed, and says when that is not enough", async () => {
    const { collection, ids } = collect();
    const old = join(folder, "old.jsonl");
    writeFileSync(log, "");
    writeFileSync(old, "");
    utimesSync(old, 1000, 1000);
    expect(collection.isStale).toBe(true);
    await collection.lookAtAll();
    expect(collection.isStale).toBe(false);
    appendFileSync(log, lineOf("a"));
    appendFileSync(old, lineOf("b"));
    await collection.lookAtRecent();
    expect(ids()).toEqual(["a"]);
    const [top] = collection.folders;
    if (top === undefined) throw new Error("the folder was not found");
    collection.notice(top, "old.jsonl");
    await collection.lookAtRecent();
    expect(ids()).toEqual(["a", "b"]);
    collection.notice(top, "picture.png");
    expect(collection.isStale).toBe(false);
    collection.notice(top, "new.jsonl");
    expect(collection.isStale).toBe(true);
    await collection.lookAtAll();
    renameSync(log, `${log}.1`);
    await collection.lookAtRecent();
    expect(collection.isStale).toBe(true);
  });
});

describe("LogCollection, entries", () => {
  it("gives an entry of an impossible time that of its file, and drops one of impossible counts", async () => {
    const now = AT + 3_600_000;
    const { collection, events, warnings } = collect({ now: () => now });
    const day = 86_400_000;
    const times = [0, Date.UTC(2000, 0, 1), now + day, now + day + 1, "yesterday", null];
    const output = (tokens: number) => ({ usage: { ...entryOf("").usage, output: tokens } });
    const bad = [output(-1), output(1.5), output(1e300), { usage: null }, { outcome: "maybe" }];
    writeFileSync(
      log,
      times.map((at, index) => lineOf(`t${index}`, { at })).join("") +
        bad.map((more, index) => lineOf(`b${index}`, more)).join("") +
        lineOf("") +
        lineOf("last", { usage: { ...entryOf("").usage, ...NO_TOKENS } }),
    );
    utimesSync(log, AT / 1000, AT / 1000);
    expect(await collection.lookAtAll()).toMatchObject({ added: 7, retimed: 4, refused: 6 });
    expect(events.map(({ record }) => [record.id, record.at])).toEqual([
      ["t0", AT],
      ["t1", Date.UTC(2000, 0, 1)],
      ["t2", now + day],
      ["t3", AT],
      ["t4", AT],
      ["t5", AT],
      ["last", AT],
    ]);
    expect(warnings).toHaveLength(1);
  });

  it("says of each request whether it is new or a better report, and nothing of known ones", async () => {
    const { collection, events } = collect();
    const output = (tokens: number) => ({ usage: { ...entryOf("").usage, output: tokens } });
    writeFileSync(log, lineOf("a") + lineOf("a") + lineOf("a", output(5)) + lineOf("b"));
    expect(await collection.lookAtAll()).toMatchObject({ added: 2, replaced: 1, ignored: 1 });
    expect(events.map(({ record, change }) => [record.id, change])).toEqual([
      ["a", "added"],
      ["a", "replaced"],
      ["b", "added"],
    ]);
  });

  it("advances nothing when a commit fails, and reads it all again", async () => {
    writeFileSync(log, '{"session":"s1"}\n');
    const { collection, events } = collect();
    await collection.lookAtAll();
    const commit = store.commit.bind(store);
    const full = new TokenPakError("STORE_UNAVAILABLE", "The disk is full.");
    store.commit = () => {
      throw full;
    };
    appendFileSync(log, `${lineOf("a")}{"session":"s2"}\n${lineOf("b")}`);
    await expect(collection.lookAtAll()).rejects.toBe(full);
    store.commit = commit;
    expect(events).toEqual([]);
    await collection.lookAtAll();
    expect(events.map(({ record }) => [record.id, record.session])).toEqual([
      ["a", "s1"],
      ["b", "s2"],
    ]);
  });

  it("stops between batches when the signal is aborted, and goes on there", async () => {
    const project = "p".repeat(500);
    const lines = Array.from({ length: 2000 }, (_, index) => lineOf(String(index), { project }));
    writeFileSync(log, lines.join(""));
    const { collection, events } = collect();
    const controller = new AbortController();
    const commit = store.commit.bind(store);
    store.commit = (batch) => {
      controller.abort();
      return commit(batch);
    };
    const { signal } = controller;
    await expect(collection.lookAtAll({ signal })).rejects.toMatchObject({ code: "ABORTED" });
    const before = events.length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(lines.length);
    const { added } = await collect().collection.lookAtAll();
    expect(before + added).toBe(lines.length);
  });
});

describe("LogCollection, databases", () => {
  it("reads on after its cursor, tries a locked one again, and goes on with other files", async () => {
    const path = join(folder, "agent.db");
    writeFileSync(path, "");
    writeFileSync(log, lineOf("line"));
    let rows = ["a", "b"];
    let isLocked = false;
    const source: TelemetrySource = {
      name: "test",
      roots: [folder],
      formatOf: (name) => {
        if (name !== "agent.db") return sourceOf([]).formatOf(name);
        return {
          kind: "database",
          *read(_path, cursor) {
            for (let row = Number(cursor ?? 0); row < rows.length; row++) {
              yield { entries: [entryOf(rows[row] ?? "")], cursor: row + 1 };
              if (isLocked) throw Object.assign(new Error("locked"), { code: "SQLITE_BUSY" });
            }
          },
        };
      },
    };
    const first = recordingCollection(store, [source]);
    expect(await first.collection.lookAtAll()).toMatchObject({ added: 3 });
    rows = ["a", "b", "c", "d"];
    isLocked = true;
    writeFileSync(`${path}-wal`, "changed");
    const second = recordingCollection(store, [source]);
    expect(await second.collection.lookAtAll()).toMatchObject({ added: 1 });
    expect(second.warnings).toHaveLength(1);
    isLocked = false;
    expect(await second.collection.lookAtAll()).toMatchObject({ added: 1, ignored: 0 });
    expect([...first.ids(), ...second.ids()]).toEqual(["a", "b", "line", "c", "d"]);
    expect(statSync(path).size).toBe(0);
  });
});

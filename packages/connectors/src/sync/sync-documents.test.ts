import { setImmediate } from "node:timers/promises";
import { type BlockStore, type PackOptions, type PackResult, TokenPakError } from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { characters, PassThrough, unpacked } from "../__fixtures__/pass-through.ts";
import { ScriptedConnector, type ScriptLine } from "../__fixtures__/scripted-connector.ts";
import type { SourceDocument } from "../connector.ts";
import type { Packer } from "./packer.ts";
import { syncDocuments } from "./sync-documents.ts";
import type { SyncOptions } from "./sync-options.ts";

let store: BlockRegistry;

beforeEach(() => {
  store = new BlockRegistry(":memory:");
});

afterEach(() => store.close());

const put = (id: string, text = `text of ${id}`): ScriptLine => ({ type: "put", id, text });
const checkpoint = (complete?: string): ScriptLine =>
  complete === undefined ? { type: "checkpoint" } : { type: "checkpoint", complete };

async function sync(connector: ScriptedConnector, options: Partial<SyncOptions> = {}) {
  const engine = options.engine ?? new PassThrough();
  return syncDocuments(connector, { store, counter: characters, now: () => 0, ...options, engine });
}

/** What matters of an index: its rows and how far the source was read. */
function rowsOf(of: BlockRegistry) {
  const marks = of.listMarks();
  const cursor = JSON.parse(of.readCursor("script:test") ?? "null") as { retry?: string[] } | null;
  cursor?.retry?.sort();
  const rows = of
    .listBlocks()
    .map((block) => [block.path, block.compressedContent, marks.get(block.path), block.provenance]);
  return { rows, cursor };
}

const paths = () => store.listBlocks().map((block) => block.path);
const saved = () => JSON.parse(store.readCursor("script:test") ?? "null");

describe("syncDocuments", () => {
  it("indexes documents with what their source says of them", async () => {
    const connector = new ScriptedConnector([], "notes/");
    const document: SourceDocument = {
      text: "# Walrus\n\nIt sings.",
      uri: "https://example.org/walrus",
      version: "v1",
      sourceVersion: "abc123",
      fileType: "md",
      title: "Walrus",
      metadata: { tags: ["animal"], depth: 2 },
    };
    connector.sync = async function* () {
      yield { type: "upsert", id: "walrus", version: "v1", read: () => document };
    };
    expect(await sync(connector)).toEqual({
      indexed: 1,
      unchanged: 0,
      removed: 0,
      failed: [],
      skipped: { counts: {}, paths: [] },
      rawTokens: 19,
      compressedTokens: 19,
    });
    expect(store.getBlock("notes/walrus")).toMatchObject({
      fileType: "md",
      provenance: {
        sourceType: "script",
        sourceId: "https://example.org/walrus",
        sourceVersion: "abc123",
        title: "Walrus",
        metadata: { tags: ["animal"], depth: 2 },
      },
    });
    expect(store.search("sings")[0]).toMatchObject({ path: "notes/walrus", lineStart: 3 });
  });

  it("goes on at the cursor, and reads nothing twice", async () => {
    const connector = new ScriptedConnector([put("a"), checkpoint()]);
    await sync(connector);
    connector.lines.push(put("b"), checkpoint());
    expect(await sync(connector)).toMatchObject({ indexed: 1, unchanged: 0 });
    expect(connector.read).toEqual(["a", "b"]);
    expect(await sync(connector)).toMatchObject({ indexed: 0, unchanged: 0 });
    expect(saved()).toMatchObject({ cursor: 4, retry: [] });
    expect(await sync(connector, { full: true })).toMatchObject({ indexed: 0, unchanged: 2 });
    expect(connector.read).toEqual(["a", "b"]);
  });

  it("looks at everything again when it is packed by another engine", async () => {
    const connector = new ScriptedConnector([put("a"), put("b"), checkpoint()]);
    await sync(connector);
    const engine = new PassThrough("other");
    expect(await sync(connector, { engine })).toMatchObject({ indexed: 2 });
    expect(await sync(connector, { engine })).toMatchObject({ indexed: 0, unchanged: 0 });
  });

  it("starts again where the saved cursor cannot be read", async () => {
    const connector = new ScriptedConnector([put("a"), checkpoint()]);
    await sync(connector);
    for (const value of ["", "{", "null", '{"cursor":1}', '{"cursor":1,"retry":[1],"recipe":""}']) {
      store.applyChanges({ cursor: { source: "script:test", value } });
      expect(await sync(connector)).toMatchObject({ indexed: 0, unchanged: 1 });
    }
  });

  it("removes what is deleted or left out, and nothing that came from elsewhere", async () => {
    const connector = new ScriptedConnector([
      ...["a", "b", "c/d", "c/e/f", "g", "h/i"].map((id) => put(id)),
    ]);
    await sync(connector);
    connector.lines = [
      { type: "delete", id: "a" },
      { type: "delete", id: "never" },
      { type: "skip", id: "b", reason: "ignored" },
      { type: "skip", id: "c/", reason: "ignored" },
      put("c/e/f"),
      { type: "skip", id: "g", reason: "unreadable" },
      { type: "skip", id: "h/", reason: "unreadable" },
      checkpoint(""),
    ];
    store.removeBlock("g");
    store.addBlock(store.getBlock("a") as never);
    const result = await sync(connector);
    expect(result).toMatchObject({ removed: 3, unchanged: 1 });
    expect(result.skipped.counts).toEqual({ ignored: 2, unreadable: 2 });
    expect(paths()).toEqual(["c/e/f", "h/i"]);
  });

  it("leaves alone what another kind of source put there", async () => {
    await sync(new ScriptedConnector([put("a"), put("b")], "p/"));
    store.applyChanges({ marks: new Map([["p/a", "other x y"]]) });
    const lines: ScriptLine[] = [{ type: "delete", id: "a" }, checkpoint("")];
    expect(await sync(new ScriptedConnector(lines, "p/"))).toMatchObject({ removed: 1 });
    expect(paths()).toEqual(["p/a"]);
  });

  it("prunes only what a checkpoint covers", async () => {
    const connector = new ScriptedConnector(["a/b", "a/c", "ab", "d"].map((id) => put(id)));
    await sync(connector);
    connector.lines = [put("a/c"), checkpoint("a/")];
    expect(await sync(connector)).toMatchObject({ removed: 1 });
    expect(paths()).toEqual(["a/c", "ab", "d"]);
    connector.lines = [checkpoint(), checkpoint(), checkpoint("d")];
    expect(await sync(connector)).toMatchObject({ removed: 1 });
    expect(paths()).toEqual(["a/c", "ab"]);
  });

  it("writes only what is new where the content stayed", async () => {
    const connector = new ScriptedConnector([]);
    const engine = new PassThrough();
    const say = (version: string, title: string) => {
      connector.sync = async function* () {
        const read = () => ({ text: "same", uri: "x", version, sourceVersion: "1", title });
        yield { type: "upsert", id: "a", version, read };
      };
      return sync(connector, { engine });
    };
    await say("1", "one");
    expect(await say("2", "one")).toMatchObject({ indexed: 0, unchanged: 1 });
    expect([...store.listMarks().values()][0]).toMatch(/ 2$/);
    expect(await say("3", "two")).toMatchObject({ indexed: 0, unchanged: 1 });
    expect(store.getBlock("a")).toMatchObject({ version: 1, provenance: { title: "two" } });
    expect(store.search("same")).toHaveLength(1);
    expect(engine.packed).toEqual(["a"]);
  });

  it("does not have the store give out a block that only has another version now", async () => {
    const connector = new ScriptedConnector([{ ...put("a", "old"), version: "1" } as ScriptLine]);
    await sync(connector);
    connector.lines = [{ ...put("a", "old"), version: "2" } as ScriptLine];
    expect(await sync(connector)).toMatchObject({ unchanged: 1 });
    connector.lines = [{ ...put("a", "new"), version: "3" } as ScriptLine];
    expect(await sync(connector)).toMatchObject({ indexed: 1 });
    expect(store.prune({ keepVersions: 1 })).toEqual({ versions: 1, originals: 1 });
  });

  it("takes a document that is named twice in its order", async () => {
    const connector = new ScriptedConnector([
      put("a", "one"),
      put("a", "two"),
      { type: "delete", id: "a" },
      put("a", "three"),
      put("a", "three"),
    ]);
    expect(await sync(connector)).toMatchObject({ indexed: 3, removed: 1, unchanged: 1 });
    expect(store.history("a").map((block) => block.compressedContent)).toEqual(["three"]);
  });

  it("leaves out what holds a credential, wherever in the document", async () => {
    const token = `ghp_${"a1B2c3D4e5".repeat(4)}`;
    const plain = { text: "text", uri: "x", version: "1" };
    const documents: readonly SourceDocument[] = [
      { ...plain, text: `key: ${token}` },
      { ...plain, title: token },
      { ...plain, metadata: { tags: [token] } },
      { ...plain, uri: `https://${token}@example.org` },
    ];
    const connector = new ScriptedConnector([]);
    connector.sync = async function* () {
      for (const [index, document] of documents.entries()) {
        yield { type: "upsert", id: `${index}`, version: "1", read: () => document };
      }
    };
    expect((await sync(connector)).skipped.counts).toEqual({ secret: 4 });
    expect(paths()).toEqual([]);
  });

  it("leaves out what is too large", async () => {
    const connector = new ScriptedConnector([put("a", "four"), put("b", "üüü")]);
    const result = await sync(connector, { limits: { maxDocumentBytes: 5 } });
    expect(result.skipped.paths).toEqual([{ path: "b", reason: "too-large" }]);
    await expect(sync(connector, { limits: { maxDocumentBytes: -1 } })).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
    await expect(sync(connector, { batchDocuments: 0 })).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
  });

  it("tries what failed again, and forgets it when it succeeds or is gone", async () => {
    const connector = new ScriptedConnector([
      put("heals", "before"),
      { type: "broken", id: "heals" },
      { type: "failure", id: "stays", error: "503", retryable: true },
      { type: "failure", id: "goes", error: "503", retryable: true },
      { type: "failure", id: "hopeless", error: "404", retryable: false },
      put("named", "this cannot be packed"),
      checkpoint(),
    ]);
    const first = await sync(connector);
    expect(first.failed.map(({ path }) => path)).toEqual([
      "heals",
      "stays",
      "goes",
      "hopeless",
      "named",
    ]);
    expect(saved()).toMatchObject({ cursor: 7, retry: ["heals", "stays", "goes", "named"] });
    expect(store.getBlock("heals")?.compressedContent).toBe("before");
    connector.now.set("heals", "after").set("stays", new Error("still 503"));
    connector.lines.push(put("named", "better"), checkpoint());
    const second = await sync(connector);
    expect(second.failed).toEqual([{ path: "stays", message: "still 503" }]);
    expect(connector.fetched).toEqual(["heals", "stays", "goes"]);
    expect(saved()).toMatchObject({ cursor: 9, retry: ["stays"] });
    expect(store.getBlock("heals")?.compressedContent).toBe("after");
    connector.now.set("stays", "here");
    expect(await sync(connector)).toMatchObject({ indexed: 1, failed: [] });
    expect(saved()).toMatchObject({ cursor: 9, retry: [] });
    await sync(connector);
    expect(connector.fetched).toEqual(["heals", "stays", "goes", "stays"]);
  });

  it("keeps no list of what it cannot fetch again", async () => {
    const connector = new ScriptedConnector([{ type: "broken", id: "a" }, checkpoint()]);
    Object.defineProperty(connector, "fetch", { value: undefined });
    expect((await sync(connector)).failed).toHaveLength(1);
    expect(saved()).toMatchObject({ cursor: 2, retry: [] });
  });

  it("forgets a failure that a complete sync does not name any more", async () => {
    const connector = new ScriptedConnector([{ type: "broken", id: "a" }, checkpoint()]);
    await sync(connector);
    connector.lines.push(checkpoint(""));
    await sync(connector);
    expect(connector.fetched).toEqual([]);
    expect(saved()).toMatchObject({ retry: [] });
  });

  it("lets a document that the store refuses fail alone, and tries it again", async () => {
    const connector = new ScriptedConnector([
      ...Array.from({ length: 9 }, (_, index) => put(`${index}`)),
      checkpoint(),
    ]);
    const engine = new PassThrough();
    engine.pack = (content) =>
      content.endsWith("4")
        ? { ...unpacked(content), text: `AKIA${"ABCD".repeat(4)}` }
        : unpacked(content);
    const result = await sync(connector, { engine });
    expect(result).toMatchObject({ indexed: 8, failed: [{ path: "4" }] });
    expect(paths()).toHaveLength(8);
    expect(saved()).toMatchObject({ cursor: 10, retry: ["4"] });
  });

  it("commits what came before an error of the source, and passes that on", async () => {
    const connector = new ScriptedConnector([put("a"), checkpoint(), put("b"), put("c")]);
    connector.onLine = (line) => {
      if (line === 3) throw new Error("no network");
    };
    await expect(sync(connector)).rejects.toThrow("no network");
    expect(paths()).toEqual(["a", "b"]);
    expect(saved()).toMatchObject({ cursor: 2 });
  });

  it("stops at a signal: what is read is committed, the rest comes with the next sync", async () => {
    const connector = new ScriptedConnector([
      ...["a", "b", "c"].map((id) => put(id)),
      checkpoint(),
    ]);
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      onProgress: ({ path }: { path: string }) => {
        if (path === "b") controller.abort(new Error("Ctrl-C"));
      },
    };
    await expect(sync(connector, options)).rejects.toMatchObject({
      code: "ABORTED",
      cause: new Error("Ctrl-C"),
    });
    expect(paths()).toEqual(["a", "b"]);
    expect(store.readCursor("script:test")).toBeUndefined();
    expect(await sync(connector)).toMatchObject({ indexed: 1, unchanged: 2 });
  });

  it("takes the failure of a document after the signal for the stop that it is", async () => {
    const connector = new ScriptedConnector([put("a"), { type: "broken", id: "b" }]);
    const controller = new AbortController();
    connector.onLine = (line) => {
      if (line === 1) controller.abort();
    };
    const stopped = sync(connector, { signal: controller.signal });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    expect(paths()).toEqual(["a"]);
  });

  it("commits nothing after an error of the store", async () => {
    const connector = new ScriptedConnector([put("a"), put("b"), checkpoint()]);
    const failing = failingAfter(0);
    await expect(sync(connector, { store: failing, batchDocuments: 1 })).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
    });
    expect(paths()).toEqual([]);
    expect(store.readCursor("script:test")).toBeUndefined();
  });

  it("says how far it is", async () => {
    const connector = new ScriptedConnector([
      { type: "plan", documents: 2 },
      put("a"),
      { type: "skip", id: "x", reason: "ignored" },
      { type: "broken", id: "b" },
      { type: "plan", documents: 1 },
      put("c"),
      put("d"),
    ]);
    const seen: string[] = [];
    await sync(connector, {
      onProgress: ({ done, total, path }) => seen.push(`${done}/${total} ${path}`),
    });
    expect(seen).toEqual(["1/2 a", "2/2 b", "3/3 c", "4/4 d"]);
  });

  it("keeps the credentials that it gave out of messages", async () => {
    const connector = new ScriptedConnector([
      { type: "failure", id: "a", error: "", retryable: true },
    ]);
    let token: string | undefined;
    connector.onSync = (context) => {
      token = context.secret("TOKEN");
      connector.lines[0] = { type: "failure", id: "a", error: `401 for ${token}`, retryable: true };
    };
    const secret = (name: string) => (name === "TOKEN" ? "hunter2" : undefined);
    const { failed } = await sync(connector, { secret });
    expect(token).toBe("hunter2");
    expect(failed).toEqual([{ path: "a", message: "401 for [credential]" }]);
  });

  it("gives connectors the clock, waits and fetch that it was given", async () => {
    const connector = new ScriptedConnector([]);
    const fetch = () => Promise.reject(new Error("offline"));
    const sleep = async () => undefined;
    connector.onSync = (context) => {
      expect(context).toMatchObject({ fetch, sleep, cursor: undefined });
      expect(context.now()).toBe(5);
      expect(context.limits.maxDocumentBytes).toBe(10 * 1024 * 1024);
    };
    await sync(connector, { fetch, sleep, now: () => 5 });
    expect.assertions(3);
  });

  it("keeps only a bounded amount of text in work", async () => {
    let waiting = 0;
    let most = 0;
    const engine: Packer = {
      name: "slow",
      concurrency: 4,
      async pack(content) {
        waiting += content.length;
        most = Math.max(most, waiting);
        await setImmediate();
        await setImmediate();
        waiting -= content.length;
        return unpacked(content);
      },
    };
    const text = " ".repeat(3_000_000);
    const connector = new ScriptedConnector(
      Array.from({ length: 12 }, (_, index) => put(`${index}`, `${index} ${text}`)),
    );
    expect(await sync(connector, { engine })).toMatchObject({ indexed: 12 });
    expect(most).toBeLessThan(11_100_000);
    expect(most).toBeGreaterThan(6_000_000);
  });

  it("gives the same rows, versions and order for any concurrency, speed and size of batch", async () => {
    await fc.assert(
      fc.asyncProperty(script, settings, async (lines, { concurrency, batchDocuments }) => {
        using plain = new BlockRegistry(":memory:");
        using other = new BlockRegistry(":memory:");
        const order: string[][] = [[], []];
        const one = await sync(new ScriptedConnector(lines), {
          store: plain,
          onProgress: ({ path }) => order[0]?.push(path),
        });
        const two = await sync(new ScriptedConnector(lines), {
          store: other,
          engine: new Uneven(concurrency),
          batchDocuments,
          onProgress: ({ path }) => order[1]?.push(path),
        });
        expect(two).toEqual(one);
        expect(order[1]).toEqual(order[0]);
        expect(rowsOf(other)).toEqual(rowsOf(plain));
        const versions = (of: BlockRegistry) =>
          of.listBlocks().map(({ path }) => of.history(path).map((block) => block.contentHash));
        expect(versions(other)).toEqual(versions(plain));
      }),
      { numRuns: 80 },
    );
  });

  it("has what its source has after a kill between any two writes", async () => {
    const run = fc.record({ before: puts, lines: script, settings, writes: fc.nat(12) });
    await fc.assert(
      fc.asyncProperty(run, async ({ before, lines, settings, writes }) => {
        using undisturbed = new BlockRegistry(":memory:");
        using killed = new BlockRegistry(":memory:");
        const options = { ...settings, engine: new Uneven(settings.concurrency) };
        const run = (said: readonly ScriptLine[], to: BlockStore) =>
          sync(failingAgain(said), { ...options, store: to });
        await run(before, undisturbed);
        await run(before, killed);
        await run(lines, undisturbed);
        await run(lines, failingAfter(writes, killed)).catch((error: unknown) => {
          expect(error).toMatchObject({ code: "STORE_UNAVAILABLE" });
        });
        await run(lines, killed);
        expect(rowsOf(killed)).toEqual(rowsOf(undisturbed));
        const texts = rowsOf(killed).rows.map(([path, text]) => [path, text]);
        expect(texts).toEqual(modelOf([...before, "sync", ...lines]));
      }),
      { numRuns: 120 },
    );
  });
});

const id = fc.constantFrom("a", "b", "c", "f/a", "f/b", "f/g/a");
const folder = fc.constantFrom("f/", "f/g/");
const reason = fc.constantFrom("ignored", "unreadable", "secret");
const text = fc.constantFrom("one", "two words", "and three words", "it cannot be packed");
const cover = fc.constantFrom("", "f/", "a");
const settings = fc.record({
  concurrency: fc.integer({ min: 1, max: 4 }),
  batchDocuments: fc.integer({ min: 1, max: 5 }),
});
const putLine = fc.record({ type: fc.constant("put"), id, text });
const puts = fc.array(putLine, { maxLength: 8 }) as fc.Arbitrary<ScriptLine[]>;
const line = fc.oneof(
  { arbitrary: putLine, weight: 6 },
  { arbitrary: fc.record({ type: fc.constant("checkpoint") }), weight: 3 },
  fc.record({ type: fc.constant("delete"), id }),
  fc.record({ type: fc.constant("broken"), id }),
  fc.record({ type: fc.constant("skip"), id: fc.oneof(id, folder), reason }),
  fc.record({ type: fc.constant("failure"), id, error: id, retryable: fc.boolean() }),
) as fc.Arbitrary<ScriptLine>;
/** Only the first checkpoint may claim to be complete: after it, a sync goes on and does not name everything. */
const script = fc
  .tuple(fc.array(line, { maxLength: 16 }), fc.option(cover, { nil: undefined }))
  .map(([lines, complete]) => {
    const first = lines.findIndex(({ type }) => type === "checkpoint");
    return lines.map((each, index) => (index === first ? checkpoint(complete) : each));
  });

/** Path and text of what is there after all of these, one after the other: the specification, in its simplest form. */
function modelOf(lines: readonly (ScriptLine | "sync")[]): readonly (readonly string[])[] {
  const texts = new Map<string, string>();
  let named = new Set<string>();
  let unreadable: string[] = [];
  const drop = (isGone: (id: string) => boolean) => {
    for (const each of [...texts.keys()]) if (isGone(each)) texts.delete(each);
  };
  for (const each of lines) {
    if (each === "sync") {
      named = new Set();
      unreadable = [];
      continue;
    }
    if ("id" in each && !each.id.endsWith("/")) named.add(each.id);
    if (each.type === "put" && !each.text.includes("cannot be packed"))
      texts.set(each.id, each.text);
    if (each.type === "delete") texts.delete(each.id);
    if (each.type === "skip" && each.reason === "unreadable") unreadable.push(each.id);
    if (each.type === "skip" && each.reason !== "unreadable") {
      drop((one) => one === each.id || (each.id.endsWith("/") && one.startsWith(each.id)));
    }
    if (each.type !== "checkpoint" || each.complete === undefined) continue;
    const { complete } = each;
    const covered = (one: string) =>
      complete === "" || one === complete || (complete.endsWith("/") && one.startsWith(complete));
    const isBelow = (one: string) =>
      unreadable.some((skip) => skip.endsWith("/") && one.startsWith(skip));
    drop((one) => covered(one) && !named.has(one) && !isBelow(one));
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Of which every document fails again that failed. */
function failingAgain(lines: readonly ScriptLine[]): ScriptedConnector {
  const connector = new ScriptedConnector(lines);
  connector.now.get = () => new Error("again");
  return connector;
}

/** Packs at a speed that depends on the content alone. */
class Uneven implements Packer {
  readonly name = "pass-through";
  readonly concurrency: number;

  constructor(concurrency: number) {
    this.concurrency = concurrency;
  }

  async pack(content: string, { path }: PackOptions = {}): Promise<PackResult> {
    for (let wait = (content.length * 7) % 5; wait > 0; wait--) await setImmediate();
    if (content.includes("cannot be packed")) throw new RangeError(`no: ${path}`);
    return unpacked(content);
  }
}

/** The store, of which nothing but the first writes gets through. */
function failingAfter(writes: number, of: BlockRegistry = store): BlockStore {
  let left = writes;
  return new Proxy(of, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name !== "applyChanges") return value.bind(target);
      return (changes: never) => {
        if (left-- <= 0) {
          throw new TokenPakError("STORE_UNAVAILABLE", "The process was killed.");
        }
        return value.call(target, changes);
      };
    },
  });
}

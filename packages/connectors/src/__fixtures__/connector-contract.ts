import {
  type Awaitable,
  type Block,
  type BlockStore,
  type JsonValue,
  TokenPakError,
  type TokenPakErrorCode,
} from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connector, SyncEvent, UpsertEvent } from "../connector.ts";
import { guardedContext } from "../sync/sync-context.ts";
import { syncDocuments } from "../sync/sync-documents.ts";
import type { SyncOptions } from "../sync/sync-options.ts";
import { characters, PassThrough } from "./pass-through.ts";

/** A small source that a test may change, with a connector on it. */
export interface ConnectorFixture {
  readonly connector: Connector;
  /** What the connector needs of the world outside; time stamps of what was just written must count as settled. */
  readonly options?: Pick<SyncOptions, "fetch" | "now" | "secret" | "sleep">;
  /** Ids of the documents that are to be indexed now, in any order; at least three at first. */
  ids(): Awaitable<readonly string[]>;
  /** Makes the text of one document differ; answers its id. */
  change(): Awaitable<string>;
  /** Removes another document; answers its id. */
  remove(): Awaitable<string>;
  /** Adds a document; answers its id. */
  add(): Awaitable<string>;
  /** Puts a text into a document, new or old; answers its id. Where left out, the test of secrets is skipped. */
  plant?(secret: string): Awaitable<string>;
  /** Makes reading one document fail and its text differ, till `heal` is called. Where left out, its test is skipped. */
  fail?(): Awaitable<{ readonly id: string; heal(): Awaitable<void> }>;
  /** A connector of a source that cannot be used, and how `check` refuses it. Where left out, its test is skipped. */
  unusable?(): Awaitable<{ readonly connector: Connector; readonly code: TokenPakErrorCode }>;
  close?(): Awaitable<void>;
}

/** What every {@link Connector} does. `open` gives a new source, the same each time but for the place where it is. */
export function connectorContract(name: string, open: () => Awaitable<ConnectorFixture>): void {
  describe(`${name} as a Connector`, () => {
    let fixture: ConnectorFixture;
    let bench: Bench;

    beforeEach(async () => {
      fixture = await open();
      bench = new Bench(fixture);
    });

    afterEach(async () => {
      bench.store.close();
      await fixture.close?.();
    });

    const current = () => ({ fixture, bench });
    indexesAll(current);
    followsChanges(current);
    survivesEnds(current);
    guards(current);
  });
}

type Current = () => { readonly fixture: ConnectorFixture; readonly bench: Bench };

function indexesAll(current: Current): void {
  it("can be checked", async () => {
    const { fixture, bench } = current();
    await expect(fixture.connector.check(bench.context)).resolves.toBeUndefined();
  });

  it("indexes every document under its id", async () => {
    const { fixture, bench } = current();
    const result = await bench.sync();
    const expected = (await fixture.ids())
      .map((id) => `${fixture.connector.pathPrefix}${id}`)
      .sort();
    expect(expected.length).toBeGreaterThanOrEqual(3);
    expect(bench.store.listBlocks().map((block) => block.path)).toEqual(expected);
    expect(result).toMatchObject({
      indexed: expected.length,
      unchanged: 0,
      removed: 0,
      failed: [],
    });
    for (const { provenance } of bench.store.listBlocks()) {
      expect(provenance?.sourceType).toBe(fixture.connector.type);
      expect(provenance?.sourceId).not.toBe("");
    }
  });

  it("gives ids that are unique, and paths of their own", async () => {
    const { bench } = current();
    const events = await bench.events();
    const ids = events.flatMap((event) => (event.type === "upsert" ? [event.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).not.toBe("");
      expect(id.split("/").filter((part) => part === "" || part === "." || part === "..")).toEqual(
        [],
      );
    }
    const { pathPrefix } = current().fixture.connector;
    expect(pathPrefix === "" || pathPrefix.endsWith("/")).toBe(true);
  });

  it("says the same in the same order as long as nothing changes", async () => {
    const { bench } = current();
    expect(await bench.events()).toEqual(await bench.events());
  });

  it("says cursors that JSON keeps as they are", async () => {
    const { bench } = current();
    const cursors = (await bench.events()).flatMap((event) =>
      event.type === "checkpoint" ? [event.cursor] : [],
    );
    expect(cursors.length).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(cursors))).toEqual(cursors);
  });

  it("reads nothing the second time, also with the cursor lost", async () => {
    const { bench } = current();
    const { indexed } = await bench.sync();
    expect(bench.reads).toBe(indexed);
    const rows = bench.rows();
    expect(await bench.sync()).toMatchObject({ indexed: 0, removed: 0, failed: [] });
    expect(await bench.sync({ full: true })).toMatchObject({ indexed: 0, unchanged: indexed });
    expect(bench.reads).toBe(indexed);
    expect(bench.rows()).toEqual(rows);
  });
}

function followsChanges(current: Current): void {
  it("takes up a change, and nothing else", async () => {
    const { fixture, bench } = current();
    await bench.sync();
    const before = bench.reads;
    const path = `${fixture.connector.pathPrefix}${await fixture.change()}`;
    expect(await bench.sync()).toMatchObject({ indexed: 1, removed: 0, failed: [] });
    expect(bench.reads).toBe(before + 1);
    expect(bench.store.history(path)).toHaveLength(2);
    expect(bench.rows()).toEqual(await bench.freshRows());
  });

  it("takes up what is new", async () => {
    const { fixture, bench } = current();
    await bench.sync();
    const path = `${fixture.connector.pathPrefix}${await fixture.add()}`;
    expect(await bench.sync()).toMatchObject({ indexed: 1, removed: 0, failed: [] });
    expect(bench.store.getBlock(path)).toBeDefined();
    expect(bench.rows()).toEqual(await bench.freshRows());
  });

  it("removes what is gone", async () => {
    const { fixture, bench } = current();
    await bench.sync();
    const path = `${fixture.connector.pathPrefix}${await fixture.remove()}`;
    expect(await bench.sync()).toMatchObject({ indexed: 0, removed: 1, failed: [] });
    expect(bench.store.getBlock(path)).toBeUndefined();
    expect(bench.rows()).toEqual(await bench.freshRows());
  });

  it("takes up all at once what happened since", async () => {
    const { fixture, bench } = current();
    await bench.sync();
    await fixture.change();
    await fixture.remove();
    await fixture.add();
    expect(await bench.sync()).toMatchObject({ indexed: 2, removed: 1, failed: [] });
    expect(bench.rows()).toEqual(await bench.freshRows());
  });

  it("looks at everything again where the cursor is none of its own", async () => {
    const { fixture, bench } = current();
    await bench.sync();
    for (const cursor of [{ from: "another version" }, "?", 0, [], null] as JsonValue[]) {
      bench.replaceCursor(cursor);
      expect(await bench.sync()).toMatchObject({ failed: [] });
    }
    bench.replaceCursor({ from: "another version" });
    await fixture.change();
    expect(await bench.sync()).toMatchObject({ indexed: 1 });
    expect(bench.rows()).toEqual(await bench.freshRows());
  });
}

/** Most writes after which a sync is killed in turn. */
const MOST_KILLS = 12;

function survivesEnds(current: Current): void {
  it("loses nothing by a kill between any two writes, at first and later", async () => {
    const { fixture, bench } = current();
    const kill = async (): Promise<void> => {
      const rows = await bench.freshRows();
      for (let writes = 0; writes < MOST_KILLS; writes++) {
        using other = bench.copy();
        if (!(await other.dieAfter(writes))) return;
        await other.sync();
        expect(other.rows(), `killed after ${writes} writes`).toEqual(rows);
      }
    };
    await kill();
    await bench.sync();
    await fixture.change();
    await fixture.remove();
    await fixture.add();
    await kill();
  });

  it("stops at a signal after any document, and goes on later", async () => {
    const { fixture, bench } = current();
    const rows = await bench.freshRows();
    const count = (await fixture.ids()).length;
    for (let documents = 0; documents < count; documents++) {
      using other = bench.copy();
      await expect(other.stopAfter(documents)).rejects.toMatchObject({ code: "ABORTED" });
      expect(other.store.listBlocks().length).toBeLessThanOrEqual(documents);
      await other.sync();
      expect(other.rows()).toEqual(rows);
    }
  });

  it("goes on after a document that fails, and tries it again", async (test) => {
    const { fixture, bench } = current();
    if (fixture.fail === undefined) return test.skip("no document of this source can fail alone");
    await bench.sync();
    const before = bench.rows();
    const { id, heal } = await fixture.fail();
    const path = `${fixture.connector.pathPrefix}${id}`;
    const changed = await fixture.add();
    const result = await bench.sync();
    const left = [...result.failed, ...result.skipped.paths].map((one) => one.path);
    expect(left).toContain(path);
    expect(result).toMatchObject({ indexed: 1, removed: 0 });
    const added = `${fixture.connector.pathPrefix}${changed}`;
    expect(bench.rows().filter((row) => row.path !== added)).toEqual(before);
    await heal();
    expect(await bench.sync()).toMatchObject({ indexed: 1, failed: [] });
    expect(bench.rows()).toEqual(await bench.freshRows());
    expect(await bench.sync()).toMatchObject({ indexed: 0, failed: [] });
  });

  it("fetches one document as it names it, and nothing for one that is gone", async (test) => {
    const { fixture, bench } = current();
    const { connector } = fixture;
    if (connector.fetch === undefined) return test.skip("it names everything in each sync");
    for (const event of await bench.upserts()) {
      const fetched = await connector.fetch(event.id, bench.context);
      expect(fetched).toMatchObject({ type: "upsert", id: event.id, version: event.version });
      expect(await fetched?.read()).toEqual(await event.read());
    }
    const gone = await fixture.remove();
    expect(await connector.fetch(gone, bench.context)).toBeUndefined();
  });
}

function guards(current: Current): void {
  it("stores nothing of a document with a credential", async (test) => {
    const { fixture, bench } = current();
    if (fixture.plant === undefined) return test.skip("the fixture plants none");
    await bench.sync();
    const secret = `ghp_${"a1B2c3D4e5".repeat(4)}`;
    const path = `${fixture.connector.pathPrefix}${await fixture.plant(secret)}`;
    const { failed, skipped } = await bench.sync();
    expect(failed).toEqual([]);
    expect(skipped.paths).toContainEqual({ path, reason: "secret" });
    expect(bench.store.getBlock(path)).toBeUndefined();
    expect(JSON.stringify(bench.everything())).not.toContain(secret);
  });

  it("refuses in words what it cannot use", async (test) => {
    const { fixture, bench } = current();
    if (fixture.unusable === undefined) return test.skip("the fixture has no such source");
    const { connector, code } = await fixture.unusable();
    const error = await connector.check(bench.context).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TokenPakError);
    expect(error).toMatchObject({ code });
  });
}

interface Row {
  readonly path: string;
  readonly text: string;
  readonly mark: string | undefined;
  readonly provenance: Block["provenance"];
}

/** A store, and the fixture's connector to sync it with. */
class Bench implements Disposable {
  readonly store = new BlockRegistry(":memory:");
  reads = 0;
  readonly #fixture: ConnectorFixture;

  constructor(fixture: ConnectorFixture) {
    this.#fixture = fixture;
  }

  get context() {
    return guardedContext(this.#fixture.options ?? {}).context;
  }

  async sync(options: Partial<SyncOptions> = {}) {
    return syncDocuments(this.#counted(), {
      store: this.store,
      engine: new PassThrough(),
      counter: characters,
      ...this.#fixture.options,
      ...options,
    });
  }

  rows(): readonly Row[] {
    const marks = this.store.listMarks();
    return this.store.listBlocks().map(({ path, compressedContent, provenance }) => ({
      path,
      text: compressedContent,
      mark: marks.get(path),
      provenance,
    }));
  }

  /** The rows of a new index of the source. */
  async freshRows(): Promise<readonly Row[]> {
    using fresh = new Bench(this.#fixture);
    await fresh.sync();
    return fresh.rows();
  }

  /** Every field of every version of every block, the marks and the cursor. */
  everything(): unknown {
    const { store } = this;
    return [
      store.listBlocks().map(({ path }) => store.history(path)),
      [...store.listMarks()],
      store.readCursor(this.#fixture.connector.source),
    ];
  }

  /** What the connector says when it has no cursor, without what only functions can tell. */
  async events(): Promise<readonly SyncEvent[]> {
    const events: SyncEvent[] = [];
    const { connector } = this.#fixture;
    for await (const event of connector.sync({ ...this.context, cursor: undefined })) {
      events.push(event.type === "upsert" ? { ...event, read: noRead } : event);
    }
    return events;
  }

  async upserts(): Promise<readonly UpsertEvent[]> {
    const events: UpsertEvent[] = [];
    const { connector } = this.#fixture;
    for await (const event of connector.sync({ ...this.context, cursor: undefined })) {
      if (event.type === "upsert") events.push(event);
    }
    return events;
  }

  /** Another bench whose store has the same rows. */
  copy(): Bench {
    const copy = new Bench(this.#fixture);
    const marks = this.store.listMarks();
    const { source } = this.#fixture.connector;
    copy.store.applyChanges({
      entries: this.store.listBlocks().map((block) => ({
        block,
        content: block.compressedContent,
        mark: marks.get(block.path),
      })),
      cursor: { source, value: this.store.readCursor(source) },
    });
    return copy;
  }

  /** Syncs in transactions of one document, of which only the first get through; `false` where those were all. */
  async dieAfter(writes: number): Promise<boolean> {
    let left = writes;
    const dying: BlockStore = new Proxy(this.store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        if (name !== "applyChanges") return value.bind(target);
        return (changes: never) => {
          if (left-- > 0) return value.call(target, changes);
          throw new TokenPakError("STORE_UNAVAILABLE", "The process was killed.");
        };
      },
    });
    try {
      await this.sync({ store: dying, batchDocuments: 1 });
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: "STORE_UNAVAILABLE" });
      return true;
    }
  }

  /** Syncs and raises the signal after so many documents. */
  async stopAfter(documents: number): Promise<void> {
    const controller = new AbortController();
    if (documents === 0) controller.abort();
    const onProgress = ({ done }: { readonly done: number }) => {
      if (done === documents) controller.abort();
    };
    await this.sync({ signal: controller.signal, onProgress });
  }

  replaceCursor(cursor: JsonValue): void {
    const { source } = this.#fixture.connector;
    const saved = JSON.parse(this.store.readCursor(source) ?? "{}") as object;
    this.store.applyChanges({ cursor: { source, value: JSON.stringify({ ...saved, cursor }) } });
  }

  [Symbol.dispose](): void {
    this.store.close();
  }

  /** The connector, with its reads counted. */
  #counted(): Connector {
    const { connector } = this.#fixture;
    const count = (event: UpsertEvent): UpsertEvent => ({
      ...event,
      read: () => {
        this.reads++;
        return event.read();
      },
    });
    return {
      type: connector.type,
      source: connector.source,
      pathPrefix: connector.pathPrefix,
      check: (context) => connector.check(context),
      async *sync(context) {
        for await (const event of connector.sync(context)) {
          yield event.type === "upsert" ? count(event) : event;
        }
      },
      ...(connector.fetch === undefined
        ? {}
        : {
            fetch: async (id, context) => {
              const event = await connector.fetch?.(id, context);
              return event && count(event);
            },
          }),
    };
  }
}

function noRead(): never {
  throw new TypeError("Events are compared by their data.");
}

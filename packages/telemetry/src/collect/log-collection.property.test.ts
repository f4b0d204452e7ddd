import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineOf, recordingCollection, sourceOf } from "./__fixtures__/event-lines.ts";
import { MemoryStore } from "./__fixtures__/memory-store.ts";

const NAMES = ["a.jsonl", "b.jsonl", "c.jsonl"] as const;

const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant("append" as const), name, bytes: fc.nat(90) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("truncate" as const), name, bytes: fc.nat(90) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("empty" as const), name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("rotate" as const), name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("swap" as const), name, other: name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("remove" as const), name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("restore" as const), name }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("look" as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("glance" as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("restart" as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Files that are written by several programs at once, each of its own ideas. */
class History {
  readonly folder = mkdtempSync(join(tmpdir(), "tokenpak-collect-"));
  /** Whether known lines may stand in what looks like another file: cut, or copied. */
  mayReadAgain = false;
  #events = 0;
  #rotated = 0;
  /** What programs still have to write, by file. */
  readonly #unwritten = new Map<string, string>();

  apply(action: Step): void {
    if (!("name" in action)) return;
    const path = join(this.folder, action.name);
    if (action.does === "append") this.#append(path, action.bytes);
    if (!existsSync(path)) return;
    if (action.does === "truncate") {
      const { size } = statSync(path);
      const keep = Math.min(action.bytes, size);
      truncateSync(path, keep);
      this.mayReadAgain ||= keep > 0 && keep < size;
    }
    if (action.does === "empty") writeFileSync(path, "");
    if (action.does === "rotate") {
      this.#rotated += 1;
      renameSync(path, `${path}.${this.#rotated}`);
    }
    if (action.does === "remove") rmSync(path);
    if (action.does === "restore") {
      copyFileSync(path, `${path}-copy`);
      renameSync(`${path}-copy`, path);
      this.mayReadAgain = true;
    }
    if (action.does === "swap") this.#swap(path, join(this.folder, action.other));
  }

  /** Ids of the whole lines that stand in the files now. */
  standing(): readonly string[] {
    return readdirSync(this.folder).flatMap((file) => {
      const lines = readFileSync(join(this.folder, file), "utf8").split("\n").slice(0, -1);
      return lines.flatMap(idIn);
    });
  }

  #append(path: string, bytes: number): void {
    let text = Buffer.from(this.#unwritten.get(path) ?? "", "latin1");
    while (text.length < bytes) {
      this.#events += 1;
      text = Buffer.concat([text, Buffer.from(lineOf(`e${this.#events}é`))]);
    }
    appendFileSync(path, text.subarray(0, bytes));
    this.#unwritten.set(path, text.subarray(bytes).toString("latin1"));
  }

  #swap(path: string, other: string): void {
    if (!existsSync(other) || path === other) return;
    renameSync(path, `${path}-swapped`);
    renameSync(other, path);
    renameSync(`${path}-swapped`, other);
  }
}

/** Files that are cut have lines that nobody wrote. */
function idIn(line: string): readonly string[] {
  try {
    const { id } = JSON.parse(line) as { readonly id?: unknown };
    return typeof id === "string" && id !== "" ? [id] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

describe("LogCollection", () => {
  it("records every line that ever stood whole in a file when it looked, once, whatever happens to the files", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const history = new History();
        const store = new MemoryStore();
        const sources = [sourceOf([history.folder])];
        let { collection, ids } = recordingCollection(store, sources);
        const given: string[] = [];
        const expected = new Set<string>();
        let ignored = 0;
        try {
          for (const action of [...steps, { does: "look" } as const]) {
            history.apply(action);
            if (action.does === "restart") {
              given.push(...ids());
              ({ collection, ids } = recordingCollection(store, sources));
            }
            if (action.does === "glance") {
              // What it finds is there; what it does not find, because a file came or went, a look finds.
              const standing = new Set([...expected, ...history.standing()]);
              await collection.lookAtRecent();
              for (const id of ids()) {
                expect(standing).toContain(id);
                expected.add(id);
              }
            }
            if (action.does !== "look") continue;
            for (const id of history.standing()) expected.add(id);
            ignored += (await collection.lookAtAll()).ignored;
            expect([...given, ...ids()].sort()).toEqual([...expected].sort());
          }
          expect(store.records.size).toBe(expected.size);
          if (!history.mayReadAgain) expect(ignored).toBe(0);
        } finally {
          rmSync(history.folder, { recursive: true });
        }
      }),
      { numRuns: 60 },
    );
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash } from "@tokenpak/core";
import { blockOf } from "@tokenpak/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ChildEnd,
  childEnd,
  killAfter,
  SOAK_ROUNDS,
  startChild,
} from "./__fixtures__/child-process.ts";
import { BlockRegistry } from "./block-registry.ts";
import { checkRegistry } from "./check-registry.ts";
import { repairRegistry } from "./repair/repair-registry.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-durability-"));
  file = join(folder, "registry.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LONG = { timeout: 30_000 * SOAK_ROUNDS };

/** Different in every round, between 10 and 600 ms. */
function delayOf(round: number): number {
  return 10 + ((round * 137 + 41) % 590);
}

function expectSound(): void {
  expect(checkRegistry(file)).toMatchObject({ damage: [], searchDamage: [] });
}

/** The numbers that a child said, of a line such as `batch 7`. */
function numbersOf({ lines }: ChildEnd, word: string): number[] {
  return lines
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => Number(line.split(" ")[1]));
}

describe("BlockRegistry in several processes", LONG, () => {
  it("takes the writes of four processes at once: all of them, in any order the same contents", async () => {
    const script = `const [, file, name] = process.argv;
      const store = new registry.BlockRegistry(file);
      for (let round = 0; round < 12; round++) {
        const own = Array.from({ length: 5 }, (_, item) =>
          entry(name + "/" + round + "/" + item + ".md", name + " " + round + " " + item + " walrus"));
        store.applyChanges({
          removals: [name + "/" + (round - 3) + "/0.md"],
          entries: [...own, entry("shared.md", name + " " + round + " walrus")],
          cursor: { source: name, value: String(round) },
        });
        store.search("walrus");
      }
      store.close();`;
    for (let round = 0; round < SOAK_ROUNDS; round++) {
      const names = ["a", "b", "c", "d"].map((name) => `${name}${round}`);
      const ends = await Promise.all(
        names.map((name) => childEnd(startChild(script, { args: [file, name] }))),
      );
      expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
      using registry = new BlockRegistry(file);
      for (const name of names) {
        const paths = registry
          .listBlocks()
          .map(({ path }) => path)
          .filter((path) => path.startsWith(`${name}/`));
        const expected = Array.from({ length: 12 }, (_, batch) =>
          [0, 1, 2, 3, 4]
            .filter((item) => item > 0 || batch > 8)
            .map((item) => `${name}/${batch}/${item}.md`),
        ).flat();
        expect(paths).toEqual(expected.sort());
        expect(registry.readCursor(name)).toBe("11");
        expect(registry.search("walrus", { topK: 999, pathPrefix: `${name}/` })).toHaveLength(
          expected.length,
        );
      }
      const shared = registry.history("shared.md");
      expect(shared.map(({ version }) => version)).toEqual(
        Array.from({ length: 48 * (round + 1) }, (_, index) => index + 1),
      );
      expect(new Set(shared.map((block) => block.contentHash)).size).toBe(shared.length);
      expectSound();
    }
  });

  it("survives kill -9 in mid-write: no half batch, and no cursor ahead of its data", async () => {
    const script = `const store = new registry.BlockRegistry(process.argv[1]);
      say("ready");
      for (let batch = Number(store.readCursor("source") ?? -1) + 1; ; batch++) {
        store.applyChanges({
          removals: Array.from({ length: 10 }, (_, item) => (batch - 2) + "/" + item + ".md"),
          entries: Array.from({ length: 20 }, (_, item) =>
            entry(batch + "/" + item + ".md", "batch " + batch + " item " + item + " walrus ".repeat(200), "m")),
          cursor: { source: "source", value: String(batch) },
        });
        say("batch " + batch);
      }`;
    for (let round = 0; round < SOAK_ROUNDS; round++) {
      const child = startChild(script, { args: [file] });
      const end = await killAfter(child, { line: "ready", afterMs: delayOf(round) });
      expect(end.signal).toBe("SIGKILL");
      using registry = new BlockRegistry(file);
      const cursor = Number(registry.readCursor("source") ?? -1);
      expect(cursor).toBeGreaterThanOrEqual(Math.max(-1, ...numbersOf(end, "batch")));
      const counts = new Map<number, number>();
      for (const { path } of registry.listBlocks()) {
        const batch = Number.parseInt(path, 10);
        counts.set(batch, (counts.get(batch) ?? 0) + 1);
      }
      const expected = Array.from(
        { length: cursor + 1 },
        (_, batch) => [batch, batch > cursor - 2 ? 20 : 10] as const,
      );
      expect([...counts].sort(([a], [b]) => a - b)).toEqual(expected);
      const total = expected.reduce((sum, [, count]) => sum + count, 0);
      expect(registry.listMarks().size).toBe(total);
      expect(registry.search("walrus", { topK: 100_000 })).toHaveLength(total);
      expectSound();
    }
  });

  it("survives kill -9 while it is repaired: the damaged file is there, or the sound one", async () => {
    const registry = new BlockRegistry(file);
    const texts = Array.from({ length: 300 }, (_, number) => `walrus ${number}`.repeat(500));
    registry.addBlocks(
      texts.map((content, number) => ({ block: blockOf(`${number}.md`, content), content })),
    );
    registry.close();
    const damaged = readFileSync(file).fill(0, 0, 100);
    const script = `say("ready"); registry.repairRegistry(process.argv[1]); say("done");`;
    for (let round = 0; round < SOAK_ROUNDS; round++) {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      writeFileSync(file, damaged);
      const child = startChild(script, { args: [file] });
      const end = await killAfter(child, { line: "ready", afterMs: delayOf(round) });
      const isRepaired = !readFileSync(file).equals(damaged);
      if (end.lines.includes("done")) expect(isRepaired).toBe(true);
      expect(repairRegistry(file)).toMatchObject({ repaired: !isRepaired, files: texts.length });
      expectSound();
      expect(readdirSync(folder).filter((name) => name.includes("repairing"))).toEqual([]);
    }
  });

  it("survives kill -9 while it prunes: what was given out stays", async () => {
    const script = `const store = new registry.BlockRegistry(process.argv[1]);
      const start = Number(process.argv[2]);
      say("ready");
      for (let number = start; ; number++) {
        for (let version = 0; version < 4; version++) {
          store.addBlocks(Array.from({ length: 10 }, (_, item) =>
            entry(item + ".md", "walrus " + number + " " + version + " " + item + " ".repeat(500))));
          // The ref is given out when this has answered, not before.
          if (version === 1) say("given " + number + " " + (store.getBlock("3.md") !== undefined));
        }
        store.originals.put("put " + number);
        say("put " + number);
        store.prune({ keepVersions: 1 + (number % 2) });
      }`;
    const given: string[] = [];
    for (let round = 0; round < SOAK_ROUNDS; round++) {
      const child = startChild(script, { args: [file, String(round * 1000)] });
      const end = await killAfter(child, { line: "ready", afterMs: delayOf(round + 1) });
      expect(end.signal).toBe("SIGKILL");
      given.push(
        ...numbersOf(end, "given").map((number) => `walrus ${number} 1 3${" ".repeat(500)}`),
        ...numbersOf(end, "put").map((number) => `put ${number}`),
      );
      using registry = new BlockRegistry(file);
      registry.prune();
      for (const text of given) expect(registry.originals.get(contentHash(text))).toBe(text);
      expect(registry.search("walrus", { topK: 100 }).length).toBeLessThanOrEqual(10);
      expectSound();
    }
  });
});

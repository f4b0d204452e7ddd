import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { HeuristicEngine } from "@tokenpak/engines";
import { createPackPool } from "@tokenpak/engines/pool";
import { BlockRegistry } from "@tokenpak/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Packer } from "../sync/packer.ts";
import { indexDocuments } from "./index-documents.ts";

let root: string;
let expected: Awaited<ReturnType<typeof indexedBy>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "tokenpak-threads-"));
  const source = readFileSync(import.meta.filename, "utf8");
  const contents = [
    (n: number) => `export const v${n} = ${n};\n${source.repeat(1 + (n % 5))}`,
    (n: number) => `# Part ${n}\n\n- ${"word ".repeat(n)}\n`,
    (n: number) => JSON.stringify(Array.from({ length: 2 + n }, (_, id) => ({ id, part: n }))),
  ];
  const types = ["ts", "md", "json"];
  for (let n = 0; n < 45; n++) {
    const path = join(root, `part-${n % 4}`, `${n}.${types[n % 3]}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents[n % 3]?.(n) ?? "");
  }
  expected = await indexedBy(new HeuristicEngine());
  expect(expected.result).toMatchObject({ indexed: 45, failed: [] });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Everything that a search or a reader could tell two indexes apart by, in the order in which it was stored. */
async function indexedBy(engine: Packer) {
  using store = new BlockRegistry(":memory:");
  const now = () => 1.8e12;
  const progress: string[] = [];
  const result = await indexDocuments(root, {
    store,
    engine,
    now,
    measureQuality: true,
    batchDocuments: 7,
    onProgress: ({ done, path }) => progress.push(`${done} ${path}`),
  });
  const hits = store.search("indexed word part", { topK: 50 }).map(({ block, ...hit }) => hit);
  return { result, progress, hits, blocks: store.listBlocks(), marks: [...store.listMarks()] };
}

describe("indexDocuments", () => {
  it.each([1, 3])("stores with %i threads what it stores with none", async (threads) => {
    await using pool = createPackPool({ threads });
    expect(await indexedBy(pool)).toEqual(expected);
  });
});

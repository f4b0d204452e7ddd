import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { contentHash } from "@tokenpak/core";
import { blockOf } from "@tokenpak/testing";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { childEnd, SOAK_ROUNDS, startChild } from "./__fixtures__/child-process.ts";
import { BlockRegistry } from "./block-registry.ts";
import { checkRegistry } from "./check-registry.ts";
import { repairRegistry } from "./repair/repair-registry.ts";

/** A file system of 3 MB, where this user may mount one. */
const disk = mkdtempSync(join(tmpdir(), "tokenpak-disk-"));
const isMounted =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]).status === 0;

const file = join(disk, "registry.db");
const filler = join(disk, "filler");

afterAll(() => {
  if (isMounted) spawnSync("umount", [disk]);
  rmSync(disk, { recursive: true, force: true });
});

const full = expect.objectContaining({
  code: "STORE_UNAVAILABLE",
  message: expect.stringMatching(/disk is full|could not be read or written/),
});

/** Random words of about 20 KB, which no compression makes much smaller. */
function textOf(number: number): string {
  return Array.from({ length: 300 }, (_, line) => contentHash(`${number} ${line}`)).join("\n");
}

function entryOf(number: number) {
  const content = `${textOf(number)} walrus`;
  const block = blockOf(`${number}.md`, content, { compressedContent: `walrus ${number}` });
  return { block, content };
}

/** Leaves so many bytes free. */
function fillDisk(leave: number): void {
  rmSync(filler, { force: true });
  const descriptor = openSync(filler, "w");
  const block = Buffer.alloc(4096, 1);
  let written = 0;
  try {
    for (;;) written += writeSync(descriptor, block);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
  } finally {
    closeSync(descriptor);
  }
  writeFileSync(filler, Buffer.alloc(Math.max(0, written - leave), 1));
}

function expectSound(paths: readonly string[]): void {
  using registry = new BlockRegistry(file);
  expect(registry.listBlocks().map(({ path }) => path)).toEqual(paths.toSorted());
  expect(registry.search("walrus", { topK: 1000 })).toHaveLength(paths.length);
  for (const path of paths) {
    const { content } = entryOf(Number.parseInt(path, 10));
    expect(registry.originals.get(contentHash(content))).toBe(content);
  }
  expect(checkRegistry(file)).toMatchObject({ damage: [], searchDamage: [] });
}

describe.skipIf(!isMounted)("a full disk (needs the right to mount a file system)", () => {
  beforeEach(() => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
  });

  it("is an error when a registry is made, and none afterwards", () => {
    for (const leave of [0, 4096, 40_960]) {
      fillDisk(leave);
      expect(() => new BlockRegistry(file)).toThrow(full);
      rmSync(filler);
      new BlockRegistry(file).close();
      expectSound([]);
      for (const name of readdirSync(disk)) rmSync(join(disk, name));
    }
  });

  it("takes nothing that was acknowledged, wherever it strikes, also on close", () => {
    for (let round = 0; round < 3 * SOAK_ROUNDS; round++) {
      for (const name of readdirSync(disk)) rmSync(join(disk, name));
      const registry = new BlockRegistry(file);
      fillDisk(300_000 + ((round * 77_777) % 900_000));
      const acknowledged: string[] = [];
      expect(() => {
        for (let number = 0; ; number += 2) {
          const entries = [entryOf(number), entryOf(number + 1)];
          registry.applyChanges({ entries, cursor: { source: "s", value: String(number) } });
          acknowledged.push(`${number}.md`, `${number + 1}.md`);
        }
      }).toThrow(full);
      expect(acknowledged.length).toBeGreaterThan(2);
      expect(registry.readCursor("s")).toBe(String(acknowledged.length - 2));
      if (round % 2 === 0) registry.close();
      rmSync(filler);
      if (round % 2 === 1) {
        // The same connection goes on when there is space again.
        registry.addBlock(entryOf(9999).block, entryOf(9999));
        acknowledged.push("9999.md");
        registry.close();
      }
      expectSound(acknowledged);
    }
  });

  it("stops an upgrade, which goes through when there is space", () => {
    const fixture = join(import.meta.dirname, "__fixtures__", "registry-schema-1.db.gz");
    for (const leave of [0, 20_000, 100_000]) {
      for (const name of readdirSync(disk)) rmSync(join(disk, name));
      writeFileSync(file, gunzipSync(readFileSync(fixture)));
      fillDisk(leave);
      expect(() => new BlockRegistry(file)).toThrow(full);
      rmSync(filler);
      using registry = new BlockRegistry(file);
      expect(registry.listBlocks()).toHaveLength(5);
      expect(checkRegistry(file)).toMatchObject({ damage: [], searchDamage: [] });
    }
  });

  it("lets prune do all or nothing", () => {
    for (const leave of [0, 8192, 60_000, 400_000]) {
      for (const name of readdirSync(disk)) rmSync(join(disk, name));
      const registry = new BlockRegistry(file);
      const path = "0.md";
      for (let number = 20; number >= 0; number--) {
        const { content, block } = entryOf(number);
        const { compressedContent } = block;
        registry.addBlock(blockOf(path, content, { compressedContent }), { content });
      }
      fillDisk(leave);
      let pruned = 0;
      try {
        pruned = registry.prune().versions;
      } catch (error) {
        expect(error).toEqual(full);
      }
      registry.close();
      rmSync(filler);
      using again = new BlockRegistry(file);
      expect(again.history(path)).toHaveLength(21 - pruned);
      expect(pruned === 0 || pruned === 20).toBe(true);
      expectSound([path]);
    }
  });

  it("makes a repair fail before it has changed anything", () => {
    const registry = new BlockRegistry(file);
    registry.addBlocks(Array.from({ length: 30 }, (_, number) => entryOf(number)));
    registry.close();
    const damaged = readFileSync(file).fill(0, 0, 100);
    writeFileSync(file, damaged);
    const { size } = statSync(file);
    for (const leave of [0, size / 4, size / 2]) {
      fillDisk(leave);
      expect(() => repairRegistry(file)).toThrow(full);
      expect(readFileSync(file).equals(damaged)).toBe(true);
      expect(readdirSync(disk).sort()).toEqual(["filler", "registry.db"]);
    }
    rmSync(filler);
    expect(repairRegistry(file)).toMatchObject({ repaired: true, files: 30 });
  });
});

describe("a limit on the size of files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tokenpak-limit-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(process.platform === "win32")(
    "is an error that names the database, and takes nothing that was acknowledged (no ulimit on Windows)",
    async () => {
      const path = join(folder, "registry.db");
      const script = `const store = new registry.BlockRegistry(process.argv[1]);
        try {
          for (let number = 0; ; number++) {
            store.addBlocks([entry(number + ".md", (number + " walrus ").repeat(4000))]);
            say(String(number));
          }
        } catch (error) { say(error.code + " " + error.message); }
        store.close();`;
      const { code, lines } = await childEnd(startChild(script, { args: [path], fileBlocks: 400 }));
      expect(code).toBe(0);
      expect(lines.at(-1)).toMatch(/^STORE_UNAVAILABLE The database ".*registry\.db" could not/);
      using registry = new BlockRegistry(path);
      expect(registry.listBlocks()).toHaveLength(lines.length - 1);
      expect(registry.search("walrus", { topK: 1000 })).toHaveLength(lines.length - 1);
      expect(checkRegistry(path)).toMatchObject({ damage: [], searchDamage: [] });
    },
  );
});

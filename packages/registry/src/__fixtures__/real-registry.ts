import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash, isTokenPakError } from "@tokenpak/core";
import { blockOf } from "@tokenpak/testing";
import { expect } from "vitest";
import { BlockRegistry } from "../block-registry.ts";

/** Every text that {@link registryBytes} adds, by the path and version it is of. */
export const TEXTS: ReadonlyMap<string, string> = allTexts();

/** A registry of forty files of one to three versions, some of them long, some removed again, and what was put. */
export function registryBytes(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-repair-"));
  const registry = new BlockRegistry(join(folder, "x.db"));
  for (const [key, text] of TEXTS) {
    const [path = ""] = key.split(" ");
    const number = numberOf(path);
    registry.applyChanges({
      entries: [{ block: blockOf(path, text), content: text, mark: `m${number}` }],
      cursor: { source: `folder ${number % 4}`, value: JSON.stringify({ at: number }) },
    });
  }
  for (let number = 0; number < 40; number += 8) registry.removeBlock(`src/file${number}.md`);
  registry.originals.put("put by hand\n");
  registry.close();
  const bytes = readFileSync(join(folder, "x.db"));
  rmSync(folder, { recursive: true });
  return bytes;
}

/** All that is left is right; `complete`: and nothing is missing. */
export function expectRight(registry: BlockRegistry, { complete }: { complete: boolean }): void {
  const paths = [...new Set([...TEXTS.keys()].map((key) => key.split(" ")[0] as string))];
  const kept = paths.filter((path) => numberOf(path) % 8 !== 0);
  for (const path of paths) {
    const history = registry.history(path);
    for (const block of history) {
      expect(block.compressedContent).toBe(TEXTS.get(`${path} ${block.version}`));
    }
    if (!complete) continue;
    const versions = kept.includes(path) ? 1 + (numberOf(path) % 3) : 0;
    expect(history).toHaveLength(versions);
  }
  for (const text of [...TEXTS.values(), "put by hand\n"]) {
    const found = registry.originals.get(contentHash(text));
    if (complete || found !== undefined) expect(found).toBe(text);
  }
  const hits = registry.search("walrus", { topK: 100 });
  if (complete) expect(hits).toHaveLength(kept.length);
  for (const { path, block, lineStart, lineEnd, snippet } of hits) {
    const lines = TEXTS.get(`${path} ${block.version}`)?.split("\n") ?? [];
    expect(snippet).toBe(lines.slice(lineStart - 1, lineEnd).join("\n"));
  }
  if (!complete) return;
  expect(registry.listMarks().size).toBe(kept.length);
  expect(registry.getStats().totalFiles).toBe(kept.length);
  expect([0, 1, 2, 3].map((one) => registry.readCursor(`folder ${one}`))).toEqual(
    [36, 37, 38, 39].map((at) => JSON.stringify({ at })),
  );
}

/** What `work` answers, or `undefined` where it says that the file is damaged; any other error fails the test. */
export function unlessCorrupt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (isTokenPakError(error, "STORE_CORRUPT")) return undefined;
    throw error;
  }
}

/** Every read is right or says that the file is damaged. */
export function expectReadsRightOrRefused(file: string): void {
  const registry = unlessCorrupt(() => new BlockRegistry(file));
  if (registry === undefined) return;
  for (const key of TEXTS.keys()) {
    const [path = "", version] = key.split(" ");
    const block = unlessCorrupt(() => registry.getBlock(path, { version: Number(version) }));
    if (block !== undefined) expect(block.compressedContent).toBe(TEXTS.get(key));
    const newest = unlessCorrupt(() => registry.getBlock(path));
    if (newest !== undefined) {
      expect(newest.compressedContent).toBe(TEXTS.get(`${path} ${newest.version}`));
    }
    const text = TEXTS.get(key) ?? "";
    const original = unlessCorrupt(() => registry.originals.get(contentHash(text)));
    if (original !== undefined) expect(original).toBe(text);
  }
  for (const read of [
    () => registry.listBlocks(),
    () => registry.search("walrus file", { topK: 50 }),
    () => registry.listMarks(),
    () => registry.getStats(),
    () => registry.readCursor("folder 1"),
  ]) {
    unlessCorrupt<unknown>(read);
  }
  registry.close();
}

function allTexts(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (let number = 0; number < 40; number++) {
    for (let version = 1; version <= 1 + (number % 3); version++) {
      texts.set(`src/file${number}.md ${version}`, textOf(number, version));
    }
  }
  return texts;
}

function numberOf(path: string): number {
  return Number(/\d+/.exec(path)?.[0]);
}

function textOf(number: number, version: number): string {
  const lines = number % 7 === 0 ? 400 : 12;
  return Array.from(
    { length: lines },
    (_, line) =>
      `file ${number} v${version} walrus ${contentHash(`${number} ${line}`).slice(0, 40)}`,
  ).join("\n");
}

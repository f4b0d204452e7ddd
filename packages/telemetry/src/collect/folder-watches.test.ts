import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceOf } from "./__fixtures__/event-lines.ts";
import { FolderWatches } from "./folder-watches.ts";
import type { FoundFolder } from "./log-walk.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tokenpak-watches-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function folderAt(path: string): FoundFolder {
  const { dev, ino } = statSync(path);
  return { path, dev, ino, source: sourceOf([root]), root, relativePath: "" };
}

/** Watches that tell what they notice, one name after the other. */
function listening() {
  let tell: (name: string | null) => void = () => undefined;
  const watches = new FolderWatches({
    onChange: (_folder, name) => tell(name),
    onUnavailable: (reason) => tell(reason),
  });
  const untilTold = (wanted: string) =>
    new Promise<void>((resolve) => {
      tell = (name) => {
        if (name === wanted) resolve();
      };
    });
  return { watches, untilTold };
}

describe("FolderWatches", () => {
  it("tells of changes in its folders, and in another folder of the same name after it has followed", async () => {
    const { watches, untilTold } = listening();
    using _closed = watches;
    const inner = join(root, "inner");
    mkdirSync(inner);
    expect(watches.isWatching).toBe(false);
    expect(watches.follow([folderAt(inner)])).toBe(true);
    expect(watches.follow([folderAt(inner)])).toBe(false);
    expect(watches.isWatching).toBe(true);
    const first = untilTold("a.jsonl");
    writeFileSync(join(inner, "a.jsonl"), "");
    await first;
    renameSync(inner, join(root, "other"));
    mkdirSync(inner);
    expect(watches.follow([folderAt(inner)])).toBe(true);
    const second = untilTold("b.jsonl");
    writeFileSync(join(inner, "b.jsonl"), "");
    await second;
  });

  it("leaves out what is gone since it was found", () => {
    const { watches } = listening();
    using _closed = watches;
    const folder = { ...folderAt(root), path: join(root, "gone") };
    expect(watches.follow([folder])).toBe(false);
    expect(watches.isWatching).toBe(false);
  });
});

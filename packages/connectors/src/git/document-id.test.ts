import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitId, fileId, hashOfCommitId, pathOfFileId } from "./document-id.ts";

/** Bytes of a path in a tree: no NUL, and nothing below a `.git`. */
const path = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0 ? 37 : byte))))
  .filter((bytes) => !bytes.toString("latin1").startsWith(".git/"));

describe("fileId", () => {
  it("can be undone, so that no two files have the same", () => {
    fc.assert(
      fc.property(path, (bytes) => {
        expect(pathOfFileId(fileId(bytes)).equals(bytes)).toBe(true);
      }),
    );
  });

  it("is the path as it is where that is UTF-8", () => {
    expect(fileId(Buffer.from("src/ä%e4.md"))).toBe("src/ä%e4.md");
    expect(fileId(Buffer.from("src/\xe4%.md", "latin1"))).toBe(".git/names/src/%e4%25.md");
  });
});

describe("commitId", () => {
  it("can be undone, and is told from that of a file", () => {
    for (const hash of ["a1".repeat(20), "b2".repeat(32)]) {
      expect(hashOfCommitId(commitId(hash))).toBe(hash);
      expect(hashOfCommitId(`commits/${hash.slice(0, 2)}/${hash}.md`)).toBeUndefined();
      expect(hashOfCommitId(`.git/commits/00/${hash}.md`)).toBeUndefined();
    }
  });
});

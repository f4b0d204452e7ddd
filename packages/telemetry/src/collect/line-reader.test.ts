import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markOf, readEnds } from "./file-mark.ts";
import { LineBuffer, LineReader } from "./line-reader.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenpak-lines-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What is read of a file: `[offset, line]`, with no line where it was too long. */
function linesOf(
  bytes: Uint8Array,
  options: { readonly from?: number; readonly chunk?: number; readonly most?: number } = {},
) {
  const { from = 0, chunk = 8, most = 1000 } = options;
  const path = join(folder, "log");
  writeFileSync(path, bytes);
  const fd = openSync(path, "r");
  try {
    const range = { fd, from, until: bytes.length, ends: readEnds(fd, from) };
    const reader = new LineReader(range, new LineBuffer(most, chunk));
    const lines: [offset: number, line?: string][] = [];
    const visitor = {
      line: (line: Buffer, offset: number) => lines.push([offset, line.toString("latin1")]),
      oversized: (offset: number) => lines.push([offset]),
    };
    while (reader.readChunk(visitor)) expect(reader.position).toBeGreaterThan(from);
    const { offset, mark, position } = reader;
    return { lines, offset, mark, position, markNow: markOf(readEnds(fd, offset), offset) };
  } finally {
    closeSync(fd);
  }
}

/** The same, of all bytes at once. */
function expectedLines(bytes: Uint8Array, most: number): [offset: number, line?: string][] {
  const lines: [offset: number, line?: string][] = [];
  let offset = 0;
  for (const line of Buffer.from(bytes).toString("latin1").split("\n").slice(0, -1)) {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    lines.push(line.length > most ? [offset] : [offset, text]);
    offset += line.length + 1;
  }
  return lines;
}

describe("LineReader", () => {
  it("gives whole lines with their byte offsets, whatever the size of its chunks", () => {
    const text = fc.array(fc.constantFrom(10, 13, 97, 0xc3, 0xa9, 0xff), { maxLength: 120 });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (content, chunk, most) => {
          const bytes = Uint8Array.from(content);
          const read = linesOf(bytes, { chunk, most });
          expect(read.lines).toEqual(expectedLines(bytes, most));
          expect(read.offset).toBe(content.lastIndexOf(10) + 1);
          expect(read.position).toBe(content.length);
          expect(read.mark).toBe(read.markNow);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("names what stands before its offset by the bytes that it read, from any line on", () => {
    const bytes = Buffer.from(Array.from({ length: 60 }, (_, line) => `line ${line}\n`).join(""));
    for (const from of [0, 7, 70, bytes.indexOf("line 50")]) {
      for (const chunk of [5, 64, 4096]) {
        const read = linesOf(bytes, { from, chunk, most: 8 });
        expect(read.mark).toBe(read.markNow);
        expect(read.offset).toBe(bytes.length);
      }
    }
  });

  it("leaves out a byte order mark at the beginning of the file and nowhere else", () => {
    const bytes = Buffer.from("\ufeffa\n\ufeffb\n");
    expect(linesOf(bytes).lines).toEqual([
      [0, "a"],
      [5, Buffer.from("\ufeffb").toString("latin1")],
    ]);
  });

  it("takes a line of exactly the limit and none of a byte more", () => {
    const bytes = Buffer.from(`${"a".repeat(20)}\n${"b".repeat(21)}\nc\n`);
    for (const chunk of [1, 4, 20, 21, 22, 4096]) {
      expect(linesOf(bytes, { chunk, most: 20 }).lines).toEqual([
        [0, "a".repeat(20)],
        [21],
        [43, "c"],
      ]);
    }
  });
});

import { describe, expect, it } from "vitest";
import { textSample } from "../../detect/text-sample.ts";
import { looksLikeListing } from "./looks-like-listing.ts";

const sure = (...lines: string[]): number => looksLikeListing(textSample(lines.join("\n")));

describe("looksLikeListing", () => {
  it("knows ls, trees, lists of paths, tables with a head line, git status", () => {
    const row = "-rw-r--r-- 1 ada staff 120 Nov 22 17:34 a.ts";
    expect(sure("total 8", row, row, row)).toBeGreaterThan(0.8);
    expect(sure(".", "├── a.ts", "├── b.ts", "└── c.ts")).toBeGreaterThan(0.8);
    expect(sure("src/a.ts", "src/b.ts", "src/c.ts", "README.md")).toBeGreaterThan(0.8);
    expect(
      sure("USER   PID COMMAND", "root     1 init", "root     2 kthreadd", "ada      9 sh"),
    ).toBeGreaterThan(0.8);
    expect(
      sure(
        "NAME      READY   STATUS",
        "web-1     1/1     Running",
        "web-2     1/1     Running",
        "db-1      0/1     Pending",
      ),
    ).toBeGreaterThan(0.8);
    expect(sure(" M src/a.ts", "?? b.ts", " M c.ts", "A  d.ts")).toBeGreaterThan(0.8);
  });

  it("knows git status, df, du and netstat by how they begin", () => {
    expect(
      sure("On branch main", "Changes not staged for commit:", "\tmodified:   a.ts", "x"),
    ).toBeGreaterThan(0.8);
    expect(
      sure("Filesystem      Size  Used Avail Use% Mounted on", "tmpfs 24G 0 24G 0% /dev", "a", "b"),
    ).toBeGreaterThan(0.8);
    expect(sure("4\tsrc/a.ts", "8\tsrc/b.ts", "12\tsrc", "1.5M\t.")).toBeGreaterThan(0.8);
    expect(
      sure("Active Internet connections (servers)", "Proto Recv-Q", "tcp 0", "tcp 1"),
    ).toBeGreaterThan(0.8);
  });

  it("takes no prose, code, log, YAML, CSV or search result for a listing", () => {
    expect(sure("One day", "it was late", "and so on", "The end")).toBe(0);
    expect(sure("const a = 1;", "const b = 2;", "export { a, b };", "// end")).toBe(0);
    expect(sure("2024-01-15 10:30:00 INFO a", "2024-01-15 10:30:01 INFO b", "x", "y")).toBe(0);
    expect(sure("a:", "  b: 1", "  c: 2", "d: 3")).toBe(0);
    expect(sure("id,name", "1,a", "2,b", "3,c")).toBe(0);
    expect(sure("src/a.ts:1:x", "src/a.ts:2:y", "src/b.ts:3:z", "src/b.ts:4:z")).toBe(0);
    expect(
      sure("MIT LICENSE TEXT", "permission is hereby", "granted to anybody", "who asks for it"),
    ).toBe(0);
    expect(sure("INFO up", "INFO down", "ERROR lost", "INFO up")).toBe(0);
    expect(sure("| a | b |", "|---|---|", "| 1 | 2 |", "| 3 | 4 |")).toBe(0);
  });
});

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { walkDirectory } from "./walk-directory.ts";

const isRoot = process.getuid?.() === 0;

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "tokenpak-walk-")));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

function walk(from = root, options: Parameters<typeof walkDirectory>[1] = {}) {
  const found = walkDirectory(from, options);
  const paths = [...found].map((file) => file.path);
  const skipped = Object.fromEntries(found.skipped.paths.map((skip) => [skip.path, skip.reason]));
  return { paths, skipped, counts: found.skipped.counts };
}

describe("walkDirectory", () => {
  it("gives files with path, type and size, sorted by path", () => {
    write({ "b/x.py": "x = 1\n", "b.md": "# b", "a.TS": "let a;", "b/a/z.rs": "fn z() {}" });
    const files = [...walkDirectory(root)];
    expect(files.map(({ path, fileType, sizeBytes }) => [path, fileType, sizeBytes])).toEqual([
      ["a.TS", "ts", 6],
      ["b.md", "md", 3],
      ["b/a/z.rs", "rs", 9],
      ["b/x.py", "py", 6],
    ]);
    expect(files[2]?.absolutePath).toBe(join(root, "b", "a", "z.rs"));
    const paths = files.map((file) => file.path);
    expect(paths).toEqual(paths.toSorted());
  });

  it("starts anew with each iteration", () => {
    write({ "a.md": "a", "b.bin": "\0" });
    const found = walkDirectory(root);
    expect(found.skipped.counts).toEqual({});
    for (const _ of [1, 2]) {
      expect([...found]).toHaveLength(1);
      expect(found.skipped.counts).toEqual({ binary: 1 });
    }
  });

  it("obeys .gitignore and .tokenpakignore of every folder, the deepest first", () => {
    write({
      ".gitignore": "*.log\n/only-here.txt\nbuild/\ndocs/*.tmp\n\\#odd\n!important.log\n",
      "a.log": "x",
      "important.log": "x",
      "only-here.txt": "x",
      "sub/only-here.txt": "x",
      "sub/a.log": "x",
      "sub/.gitignore": "!a.log\nsecretly/\n*.md\n/deep/x.txt\n",
      "sub/secretly/x.txt": "x",
      "sub/x.md": "x",
      "sub/deep/x.txt": "x",
      "sub/deep/er/x.txt": "x",
      "build/x.txt": "x",
      "docs/a.tmp": "x",
      "docs/er/a.tmp": "x",
      "#odd": "x",
      ".tokenpakignore": "vendor/\n",
      "vendor/x.txt": "x",
    });
    const { paths, skipped } = walk();
    expect(paths).toEqual([
      ".gitignore",
      ".tokenpakignore",
      "docs/er/a.tmp",
      "important.log",
      "sub/.gitignore",
      "sub/a.log",
      "sub/deep/er/x.txt",
      "sub/only-here.txt",
    ]);
    expect(skipped).toMatchObject({
      "build/": "ignored",
      "a.log": "ignored",
      "vendor/": "ignored",
    });
  });

  it("agrees with git on what is ignored", () => {
    write({
      ".gitignore":
        "*.o\n!keep.o\n/top\nx/**/y\n**/any/z\ntrail/ \nfoo[ab].c\nq?.c\n# note\n\n!/dir/sub/in.o\nonly/\n!only/kept.txt\n",
      "dir/.gitignore": "!*.o\nnested/*\n!nested/back.txt\n*.c\n/x\n",
      "we[i]rd dir/.gitignore": "local.txt\nsub/deeper.txt\n",
    });
    const names = [
      "a.o",
      "keep.o",
      "top/f",
      "dir/top",
      "x/y/f",
      "x/1/2/y",
      "p/any/z",
      "trail/f",
      "fooa.c",
      "fooc.c",
      "q1.c",
      "dir/b.o",
      "dir/sub/in.o",
      "dir/nested/back.txt",
      "dir/nested/gone.txt",
      "dir/u.c",
      "dir/x/f",
      "x2/dir/x",
      "only/kept.txt",
      "we[i]rd dir/local.txt",
      "we[i]rd dir/e/local.txt",
      "we[i]rd dir/sub/deeper.txt",
      "weird dir/local.txt",
      "local.txt",
    ];
    write(Object.fromEntries(names.map((name) => [name, "x"])));
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "core.excludesFile=/dev/null", ...args], { cwd: root }).toString();
    git("init", "-q");
    const listed = git("ls-files", "-co", "--exclude-standard", "-z").split("\0").filter(Boolean);
    expect(walk().paths).toEqual(listed.toSorted());
  });

  it("obeys the .gitignore of the repository above the root, unless that ignores the root", () => {
    write({
      ".git/HEAD": "ref: x",
      ".git/info/exclude": "excluded.txt\n",
      ".gitignore": "*.log\nignored-root/\n",
      "pkg/.gitignore": "gone.txt\n",
      "pkg/src/a.log": "x",
      "pkg/src/gone.txt": "x",
      "pkg/src/excluded.txt": "x",
      "pkg/src/a.ts": "x",
      "ignored-root/a.log": "x",
      "ignored-root/b.md": "x",
    });
    expect(walk(join(root, "pkg", "src")).paths).toEqual(["a.ts"]);
    expect(walk(join(root, "ignored-root")).paths).toEqual(["a.log", "b.md"]);
  });

  it("leaves out version control, packages, caches, lock files, minified code and maps", () => {
    write({
      "a.ts": "x",
      ".git/config": "x",
      "sub/.git": "gitdir: ../x",
      "node_modules/x/index.js": "x",
      "p/node_modules/x/index.js": "x",
      "__pycache__/x.txt": "x",
      "package-lock.json": "{}",
      "Cargo.lock": "x",
      "p/pnpm-lock.yaml": "x",
      "lib.min.js": "x",
      "lib.js.map": "{}",
      "lib.js": `${"x();".repeat(3000)}\n`,
      "data.json": `["${"x".repeat(20_000)}"]`,
      "src/index.db": "SQLite",
    });
    const { paths, counts } = walk();
    expect(paths).toEqual(["a.ts", "data.json"]);
    expect(counts).toEqual({ "well-known": 5, "lock-file": 3, generated: 3, binary: 1 });
  });

  it("never gives a secret, by name or by content", () => {
    const token = `ghp_${"a1B2c3D4e5".repeat(4)}`;
    write({
      ".env": "A=1",
      ".env.local": "A=1",
      ".env.example": "A=1",
      ".env.local.sample": "A=1",
      ".env.dist": `A=${token}`,
      ".env.redistributed": "A=1",
      ".env.notexample": "A=1",
      "prod.env": "A=1",
      "server.pem": "x",
      "ssh/id_rsa": "x",
      ".ssh/config": "x",
      ".npmrc": "x",
      ".aws/anything": "x",
      "terraform.tfstate": "{}",
      "key-in-text.md": `-----BEGIN RSA ${"PRIVATE KEY"}-----\nabc\n`,
      "notes.md": `token: ${token}`,
      "environment.ts": "export {};",
      "id_rsa.pub": "ssh-rsa AAAA",
    });
    const { paths, counts } = walk();
    expect(paths).toEqual([".env.example", ".env.local.sample", "environment.ts", "id_rsa.pub"]);
    expect(counts).toEqual({ secret: 14 });
  });

  it("decides on text by content, whatever the extension", () => {
    write({
      "image.txt": Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
      "late-nul.md": `${"text ".repeat(4000)}\0`,
      "latin1.txt": Buffer.from("Grüße aus Köln, schöne Tage und viel mehr Text dazu", "latin1"),
      "untold.txt": Buffer.from("Grüße", "latin1"),
      "noise.txt": Uint8Array.from({ length: 300 }, (_, index) => (index * 7 + 129) % 256 || 1),
      "utf16le.txt": Buffer.from("\uFEFFGrüße", "utf16le"),
      "utf16be.txt": Buffer.from("\uFEFFGrüße", "utf16le").swap16(),
      "utf32.txt": Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]),
      "bom.png": "\uFEFFtext",
      "empty.md": "",
      "emoji.md": "🙂",
    });
    const { paths, skipped } = walk();
    expect(paths).toEqual(["bom.png", "emoji.md", "latin1.txt", "utf16be.txt", "utf16le.txt"]);
    expect(skipped).toEqual({
      "image.txt": "binary",
      "late-nul.md": "binary",
      "untold.txt": "encoding",
      "noise.txt": "binary",
      "utf32.txt": "binary",
      "empty.md": "empty",
    });
  });

  it("does not read what is over the size limit", () => {
    write({ "huge.txt": "", "small.txt": "12345", "exact.txt": "1234" });
    truncateSync(join(root, "huge.txt"), 200 * 1024 * 1024);
    const before = process.resourceUsage().maxRSS;
    expect(walk().skipped).toEqual({ "huge.txt": "too-large" });
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(100 * 1024);
    expect(walk(root, { maxFileBytes: 4 }).paths).toEqual(["exact.txt"]);
    expect(() => walk(root, { maxFileBytes: Number.NaN })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION" }),
    );
  });

  it("follows no link and opens nothing but files", () => {
    write({ "real/a.md": "x", "b.md": "x" });
    symlinkSync(join(root, "real"), join(root, "to-folder"));
    symlinkSync(root, join(root, "real", "loop"));
    symlinkSync("/etc/passwd", join(root, "outside.txt"));
    symlinkSync(join(root, "missing"), join(root, "dangling"));
    execFileSync("mkfifo", [join(root, "pipe.txt")]);
    const { paths, skipped } = walk();
    expect(paths).toEqual(["b.md", "real/a.md"]);
    expect(skipped).toEqual({
      "to-folder": "symlink",
      "real/loop": "symlink",
      "outside.txt": "symlink",
      dangling: "symlink",
      "pipe.txt": "special",
    });
    expect(walk(join(root, "to-folder")).paths).toEqual(["a.md"]);
  });

  it("takes a file for a root, and an empty folder", () => {
    write({ "a.md": "x", ".env": "A=1" });
    mkdirSync(join(root, "empty"));
    expect(walk(join(root, "a.md")).paths).toEqual(["a.md"]);
    expect(walk(join(root, ".env"))).toMatchObject({ paths: [], skipped: { ".env": "secret" } });
    expect(walk(join(root, "empty"))).toEqual({ paths: [], skipped: {}, counts: {} });
  });

  it("refuses a root that is missing", () => {
    write({ "a.md": "x" });
    for (const path of [join(root, "no"), join(root, "a.md", "no")]) {
      expect(() => walk(path)).toThrow(
        expect.objectContaining({
          code: "PATH_NOT_FOUND",
          message: expect.stringContaining(path),
        }),
      );
    }
  });

  it.skipIf(isRoot)(
    "counts what it may not read, and refuses such a root (root may read all)",
    () => {
      write({ "a.md": "x", "locked/b.md": "x", "c.md": "x" });
      chmodSync(join(root, "locked"), 0);
      chmodSync(join(root, "c.md"), 0);
      const { paths, skipped } = walk();
      const refused = () => walk(join(root, "locked"));
      expect(refused).toThrow(expect.objectContaining({ code: "PATH_UNREADABLE" }));
      chmodSync(join(root, "locked"), 0o700);
      expect(paths).toEqual(["a.md"]);
      expect(skipped).toEqual({ "locked/": "unreadable", "c.md": "unreadable" });
    },
  );

  it("walks folders nested as deep as paths go, each with its own patterns", () => {
    const deep = (depth: number) => Array.from({ length: depth }, () => "d").join("/");
    write({ [`${deep(1000)}/a.md`]: "x", "z.md": "x", [`${deep(1000)}/b.log`]: "x" });
    for (const depth of [1, 10, 100, 500, 999]) write({ [`${deep(depth)}/.gitignore`]: "*.log" });
    const { paths, skipped } = walk();
    expect(paths.filter((path) => path.endsWith(".md"))).toEqual([`${deep(1000)}/a.md`, "z.md"]);
    expect(skipped).toEqual({ [`${deep(1000)}/b.log`]: "ignored" });
  });

  it("walks a folder of very many files", () => {
    const names = Array.from({ length: 2000 }, (_, number) => `${number}.md`);
    write(Object.fromEntries(names.map((name) => [name, "x"])));
    expect(walk().paths).toEqual(names.toSorted());
  });

  it("takes names with line breaks, quotes and stars, and of no letters", () => {
    const names = [
      "a\nb.md",
      "'\"`.md",
      "*?.md",
      " .md",
      "~.md",
      "\uFFFD.md",
      "a\u0301.md",
      "\\.md",
    ];
    write(Object.fromEntries(names.map((name) => [name, "x"])));
    write({ ".gitignore": "\\*?.md\n" });
    expect(walk().paths).toEqual(
      [".gitignore", ...names].filter((one) => one !== "*?.md").toSorted(),
    );
    expect(walk().skipped).toEqual({ "*?.md": "ignored" });
  });

  it.runIf(process.platform === "linux")(
    "leaves out names that are no UTF-8 (only Linux has them)",
    () => {
      write({ "a.md": "x", "\uFFFD.md": "x" });
      const bytes = (...values: number[]) => Buffer.from([...Buffer.from(`${root}/`), ...values]);
      writeFileSync(bytes(0xff, 0x2e, 0x6d, 0x64), "x");
      mkdirSync(bytes(0xc3, 0x28));
      writeFileSync(bytes(0xc3, 0x28, 0x2f, 0x61), "x");
      const { paths, skipped } = walk();
      expect(paths).toEqual(["a.md", "\uFFFD.md"]);
      expect(Object.values(skipped)).toEqual(["encoding", "encoding"]);
    },
  );
});

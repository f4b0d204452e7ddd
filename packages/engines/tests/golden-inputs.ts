import type { PackOptions } from "@tokenpak/core";

/** Inputs of every kind, made here, whose outputs `golden.test.ts` pins. Nothing of them may change. */
export const GOLDEN_INPUTS: Readonly<
  Record<string, readonly [text: string, options: PackOptions]>
> = {
  "json records": [JSON.stringify(records(60), null, 2), { path: "a.json" }],
  "json of mixed values": [
    `{"n":[1.0,1e2,-0,12345678901234567890],"dup":1,"dup":2,"__proto__":{"a b":"\\ud800"},"größe":"... rows 1-3","t":[[1,"a,b"],[2,"c|d"]]}`,
    { path: "b.json" },
  ],
  "json of maps, shapes and texts": [JSON.stringify(irregular(), null, 1), { path: "c.json" }],
  "json lines as Python writes them": [
    `no JSON\n${records(20)
      .map((row) => JSON.stringify(row).replace(/[,:](?=["\d{[tf])/g, "$& "))
      .join("\n")}`,
    { path: "b.jsonl" },
  ],
  "json under a limit": [
    JSON.stringify(records(60)),
    { path: "a.json", maxTokens: 200, query: "failed" },
  ],
  "json lines": [
    records(30)
      .map((row) => JSON.stringify(row))
      .join("\n"),
    { path: "a.jsonl", maxTokens: 150 },
  ],
  "delimited records": [orders(",", "\n"), { path: "a.csv" }],
  "delimited records under a limit": [
    orders(";", "\r\n"),
    { path: "a.csv", maxTokens: 220, query: "refused" },
  ],
  "xml records": [feed(), { path: "a.xml" }],
  "xml under a limit": [feed(), { path: "a.xml", maxTokens: 160, query: "outage" }],
  markdown: [guide(), { path: "a.md" }],
  "markdown under a limit": [guide(), { path: "a.md", maxTokens: 150, query: "retries" }],
  "markdown with line ends of Windows": [guide().replaceAll("\n", "\r\n"), { path: "a.md" }],
  typescript: [script(true), { path: "a.ts" }],
  tsx: [
    `import * as React from "react";\n\n${script(true)}\nexport const View = ({ name }: { name: string }) => {\n  const text = name.trim();\n  return <p title="}">{text ? <b>{text}</b> : null}</p>;\n};\n`,
    { path: "a.tsx" },
  ],
  javascript: [script(false), { path: "a.js" }],
  "javascript under a limit": [script(false), { path: "a.js", maxTokens: 160, query: "Store get" }],
  python: [python(), { path: "a.py" }],
  "python bare": [python(), { path: "a.py", bare: true }],
  "other code": [
    Array.from(
      { length: 30 },
      (_, at) => `fn step_${at}(input: &str) -> usize {\n    input.len() + ${at}\n}\n`,
    ).join("\n"),
    { path: "a.rs", maxTokens: 120 },
  ],
  log: [log(), { path: "a.log", maxTokens: 200 }],
  "log with markers of ours": [
    `... lines 3-9\n.... line 2\n${log()}`,
    { path: "a.log", maxTokens: 150 },
  ],
  "git show": [commit(), { command: "git show" }],
  "git show under a limit": [commit(), { command: "git show", maxTokens: 170, query: "retries" }],
  "log with traces, progress and line ends of Windows": [
    traces().replaceAll("\n", "\r\n"),
    { path: "a.log", query: "disk" },
  ],
  "build output": [buildOutput(), { command: "npm test" }],
  "build output under a limit": [buildOutput(), { command: "npm test", maxTokens: 160 }],
  "search results": [searchResults(), { command: "grep -rn value src" }],
  "search results under a limit": [
    searchResults(),
    { command: "grep -rn value src", maxTokens: 900, query: "total17" },
  ],
  "listing of a folder": [folderListing(), { command: "ls -la" }],
  "listing of paths of Windows": [
    folderListing().replace(/^.{40}/gm, "src\\parts\\"),
    { kind: "listing" },
  ],
  chat: [
    `System: be brief\n\n${"User: what about it?\nAssistant: nothing much, it is as it was before.\n".repeat(30)}User: and now, the answer?\n`,
    { maxTokens: 120 },
  ],
  "prose in several scripts": [
    `${"It was late. Nobody had asked for 12 of them. 日本語の文章です。次の文。 Большой дом. ".repeat(12)}\u{1f600} The end.`,
    { maxTokens: 130, query: "дом" },
  ],
  "yaml manifests": [manifests(9), { path: "a.yaml" }],
  "yaml with comments under a limit": [
    `# top\n${workflow()}`,
    { path: "a.yml", maxTokens: 90, query: "install" },
  ],
  "toml lock file": [lockFile(24), { path: "Cargo.lock", kind: "toml" }],
  "odd characters": [`\ufeffa\u0000b\ud800c\r${"word\u2028 ".repeat(80)}`, { maxTokens: 80 }],
};

function records(count: number): object[] {
  return Array.from({ length: count }, (_, at) => ({
    id: 100 + at,
    name: `worker-${at % 7}`,
    status: at === 17 ? "failed" : "ok",
    seconds: (at * 37) % 101,
    url: `https://example.com/jobs/${100 + at}/logs`,
    owner: { login: at % 2 === 0 ? "ada" : "grace", admin: at % 5 === 0 },
    ...(at % 3 === 0 ? { tags: ["a", `t${at}`] } : {}),
  }));
}

function orders(separator: string, lineEnd: string): string {
  const rows = Array.from({ length: 40 }, (_, at) => [
    `${500 + at}`,
    `user${at % 6}`,
    `2026-11-${String(1 + Math.floor(at / 10)).padStart(2, "0")}T10:${String(at).padStart(2, "0")}:00Z`,
    at === 23 ? "refused by bank" : "paid in full",
    `${(at * 17) % 90}.50`,
    at % 9 === 0 ? '"a ""note"""' : "",
  ]);
  const lines = [["id", "login", "created at", "state", "total", "note"], ...rows];
  return `# orders${lineEnd}${lines.map((cells) => cells.join(separator) + lineEnd).join("")}`;
}

function feed(): string {
  const items = Array.from(
    { length: 30 },
    (_, at) =>
      `    <item>\n      <title>${at === 20 ? "Outage &amp; repair" : `News ${at}`}</title>\n      <guid isPermaLink="false">urn:news:${at}</guid>${at % 4 === 0 ? "\n      <category>it</category>" : ""}\n      <p>Some <b>text</b> ${at}</p>\n    </item>\n`,
  );
  return `<?xml version="1.0"?>\n<!-- a feed -->\n<rss version="2.0">\n  <channel>\n    <title>All news</title>\n${items.join("")}    <ttl/>\n  </channel>\n</rss>\n`;
}

/** Objects by key, objects of the same keys in different places, texts of several lines, keys that few rows have. */
function irregular(): object {
  const person = (login: string) => ({
    login,
    url: `https://example.com/users/${login}`,
    admin: false,
  });
  return {
    author: person("ada"),
    reviewer: { ...person("grace"), deputy: person("edsger") },
    body: 'First\r\n\r\n"second"\r\n',
    parameters: Object.fromEntries(
      ["path", "head", "tail", "mode"].map((name, at) => [
        name,
        {
          type: at % 2 === 0 ? "string" : "number",
          about: `The ${name}`,
          ...(at === 3 ? { of: ["a", "b"] } : {}),
        },
      ]),
    ),
    cells: [1, 2, 3, 4, 5].map((at) => ({
      at,
      code: ["import os\n", `print(${at})\n`],
      ...(at === 2 ? { note: "odd" } : {}),
    })),
  };
}

function guide(): string {
  const filler =
    "These words go on without saying anything that anybody would come here to look for, at some length. ";
  return [
    "---\ntitle: Guide\n---\n# Guide\n",
    `This page explains it. ${filler.repeat(2)}Version 2.1 came later. ${filler}You must not delete it.\n`,
    "Setext\n------\n",
    "1. first\n2. second\n   continued\n\n- [a link](https://example.com/a)\n",
    "| option | default |\n|---|---|\n| `retries` | 4 |\n| `timeout` | 30 s |\n",
    "```sh\n# not a heading\nnpm install\n```\n",
    `> ${filler}\n`,
    `## Last\n\nOpening. ${filler.repeat(3)}\n`,
  ].join("\n");
}

function script(typed: boolean): string {
  const t = (annotation: string): string => (typed ? annotation : "");
  return [
    "/* Licence: do what you like with it, and say where you have it from when somebody asks you. */",
    'import { readFile } from "node:fs/promises";',
    typed ? "export interface Options {\n  /** Default 4. */\n  readonly retries?: number;\n}" : "",
    `/** Loads a file. */\nexport async function load(path${t(": string")}, retries = 4)${t(": Promise<string>")} {\n${"  await readFile(path);\n".repeat(8)}  throw new Error(\`cannot read \${path}\`);\n}`,
    `export class Store {\n  #items = new Map();\n  static size${t(": number")} = 3;\n  get(key${t(": string")}) {\n    // looks twice\n${"    this.#items.get(key);\n".repeat(6)}    return this.#items.get(key);\n  }\n}`,
    'const re = /[}/]/g;\nconst text = `a \x24{re.test("}") ? `b` : "{"} c`;',
    "export default load;",
  ].join("\n\n");
}

function python(): string {
  return [
    '"""A module."""\n\nimport os\nfrom typing import (\n    Any,\n)\n\nLIMIT: int = 3',
    `class Store(dict):\n    """Keeps things."""\n\n    size = 3\n\n    def get(self, key: str, *, deep: bool = False) -> Any:\n        """Gets one."""\n${"        value = self.find(key)\n".repeat(8)}        return value`,
    `@decorated(\n    1,\n)\nasync def load(path, retries=4, **rest):\n${"    await once(path)\n".repeat(10)}    text = """\n  def not_a_function():\n"""\n    raise ValueError(f"cannot read {path}")`,
    'if __name__ == "__main__":\n    load(os.environ["HOME"])',
  ].join("\n\n\n");
}

function commit(): string {
  const hunk = (line: number, text: string): string =>
    `@@ -${line},7 +${line},7 @@ export function load() {\n a\n b\n c\n-${text}\n+${text} changed\n d\n e\n f\n`;
  return [
    "commit 0123456789abcdef0123456789abcdef01234567\nAuthor: Ada <ada@example.com>\n\n    Change it\n\n",
    "diff --git a/src/load.ts b/src/load.ts\nindex 3fa9c1d..5b1d02a 100644\n--- a/src/load.ts\n+++ b/src/load.ts\n",
    hunk(10, "const retries = 4;"),
    hunk(40, "... lines 3-9"),
    "diff --git a/my notes.md b/docs/notes.md\nsimilarity index 91%\nrename from my notes.md\nrename to docs/notes.md\n",
    `index 3fa9c1d..5b1d02a 100755\n--- a/my notes.md\t\n+++ b/docs/notes.md\n${hunk(1, "one")}`,
    "diff --git a/new.ts b/new.ts\nnew file mode 100644\nindex 0000000..5b1d02a\n--- /dev/null\n+++ b/new.ts\n",
    "@@ -0,0 +1,2 @@\n+export {};\n+// end\n\\ No newline at end of file\n",
    "diff --git a/logo.png b/logo.png\nindex 3fa9c1d..5b1d02a 100644\nBinary files a/logo.png and b/logo.png differ\n",
    `diff --git a/yarn.lock b/yarn.lock\nindex 3fa9c1d..5b1d02a 100644\n--- a/yarn.lock\n+++ b/yarn.lock\n${hunk(7, "x")}`,
  ].join("");
}

function traces(): string {
  const lines = Array.from({ length: 80 }, (_, at) =>
    at % 20 === 7
      ? `Jun 14 15:1${at % 7}:02 combo app[${1900 + at}]: ERROR job ${at} failed\njava.io.IOException: no\n\tat org.a.B.c(B.java:12)\n\tat org.a.D.e(D.java:3)`
      : `Jun 14 15:1${at % 7}:${10 + (at % 50)} combo app[${1900 + at}]: ${["GET", "PUT"][at % 2]} /items/${at * 31} ${at % 9 === 0 ? 404 : 200}`,
  );
  return `${lines.join("\n")}\n\nwriting 1 %\rwriting 50 %\rwriting 100 %\n`;
}

function log(): string {
  return Array.from({ length: 60 }, (_, at) =>
    at === 40
      ? "2026-11-22T10:00:40Z ERROR cannot open /var/lib/data.db: EACCES\n    at open (/app/src/open.js:12:9)"
      : `2026-11-22T10:00:${String(at).padStart(2, "0")}Z INFO request ${at * 7} took ${(at * 13) % 90} ms`,
  ).join("\n");
}

function manifests(count: number): string {
  return Array.from(
    { length: count },
    (_, at) =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: "web-${at}"\n  labels:\n    app: web-${at}\n    on: 'yes'\nspec:\n  ports:\n    - port: ${80 + at}\n      protocol: TCP\n`,
  ).join("---\n");
}

function workflow(): string {
  const steps = ["install", "lint", "test", "build", "publish"].map(
    (name) =>
      `      - name: ${name}\n        # runs ${name}\n        run: |\n          npm run ${name}\n          echo done\n`,
  );
  return `name: ci\non: {push: {branches: [main]}}\n\njobs:\n  all:\n    runs-on: ubuntu-latest\n    steps:\n${steps.join("\n")}`;
}

function lockFile(count: number): string {
  const packages = Array.from(
    { length: count },
    (_, at) =>
      `[[package]]\nname = "crate-${at}"\nversion = "1.${at}.0"\nchecksum = "${((at + 1) * 7919).toString(16).repeat(12)}"\n${at % 3 === 0 ? "" : `dependencies = [\n "crate-${at - 1}",\n]\n`}`,
  );
  return `# generated\nversion = 4\n\n${packages.join("\n")}`;
}

function buildOutput(): string {
  const passed = Array.from(
    { length: 40 },
    (_, at) => ` ✓ test/part-${at}.test.ts (${at} tests) ${at * 3}ms`,
  );
  const errors = Array.from(
    { length: 12 },
    (_, at) => `src/part-${at}.ts(${at + 3},7): error TS2304: Cannot find name 'value${at}'.`,
  );
  const failure = [
    " FAIL  test/sum.test.ts > sum > adds two numbers",
    "AssertionError: expected 5 to be 4 // Object.is equality",
    "\n- Expected\n+ Received\n\n- 4\n+ 5\n",
    " ❯ test/sum.test.ts:12:21",
    "     11|   it('adds two numbers', () => {\n     12|     expect(sum(2, 2)).toBe(4);\n       |                       ^",
  ];
  const lint = "src/a.h:4:12: warning: unused variable ‘x’ [-Wunused-variable]";
  return [...passed, ...errors, lint, lint, ...failure, " Tests  1 failed | 80 passed (81)"].join(
    "\n",
  );
}

function searchResults(): string {
  return Array.from({ length: 80 }, (_, at) => {
    const path = `src/${at < 40 ? "kinds" : "ladder"}/part-${Math.floor(at / 5)}${at % 10 < 5 ? ".test" : ""}.ts`;
    const text = at % 7 === 0 ? "export function total" : "  const value";
    return `${path}:${at * 3 + 1}:${text}${at} = sum(values, { from: ${at}, unit: "ms" });`;
  }).join("\n");
}

function folderListing(): string {
  const rows = Array.from(
    { length: 120 },
    (_, at) =>
      `-rw-r--r-- 1 ada staff ${String((at * 7919) % 90_000).padStart(8)} Nov ${10 + (at % 19)} 17:${10 + (at % 50)} part-${at}.${at % 6 === 0 ? "md" : "ts"}`,
  );
  return `total 480\n${rows.join("\n")}\n`;
}

/**
 * What `npm run demo` shows: this repository indexed, searched and packed, with the proof that nothing is lost. An argument names a folder
 * of it to index instead of the whole.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { countTokens, main, unpack, walkDirectory } from "tokenpak";
import { repositoryPath } from "./repository-path.ts";

const root = repositoryPath(".");
const started = performance.now();
const print = (text: string): unknown => process.stdout.write(text);

/** Runs a command line as a shell would in the repository; answers its output instead of showing it when `quiet`. */
async function tokenpak(argv: readonly string[], { quiet = false } = {}): Promise<string> {
  const shown = argv.map((word) => (word.includes(" ") ? JSON.stringify(word) : word));
  print(`\n$ tokenpak ${shown.join(" ")}\n`);
  const output: Buffer[] = [];
  const code = await main(argv, {
    stdout: {
      isTTY: process.stdout.isTTY,
      columns: process.stdout.columns,
      write: (data) => (quiet ? output.push(Buffer.from(data)) : process.stdout.write(data)),
    },
    // The receipts belong between the commands, wherever stderr goes.
    stderr: process.stdout,
    stdin: process.stdin,
    cwd: root,
    now: () => performance.now(),
    interruption: () => new AbortController().signal,
  });
  if (code !== 0) throw new Error(`tokenpak ${shown.join(" ")} ended with exit code ${code}.`);
  return Buffer.concat(output).toString("utf8");
}

print(
  "TokenPak on its own repository: index it, ask it, fit answers into a budget, pack parts of it, get them back.\n",
);
await tokenpak(["index", process.argv[2] ?? "."]);
await tokenpak(["search", "how is the token limit kept", "--path", "docs/", "--top-k", "1"]);
await tokenpak(["search", "secrets are never stored", "--path", "packages/", "--top-k", "1"]);
await tokenpak(["search", "ambiguous ref", "--type", "ts", "--top-k", "1"]);
await tokenpak(
  ["pack", "how is a limit kept", "--path", "docs/", "--budget", "700", "--top-k", "6"],
  { quiet: true },
);

const design = "docs/DESIGN.md";
const code = "packages/registry/src/original-table.ts";
const list = ".tokenpak/files.json";
const files = [...walkDirectory(root)].map(({ path, fileType, sizeBytes }, index) => ({
  id: index + 1,
  path,
  fileType,
  sizeBytes,
}));
writeFileSync(repositoryPath(list), `${JSON.stringify(files, null, 2)}\n`);

await tokenpak(["compress", design, "--max-tokens", "600", "--query", "how is a limit kept"], {
  quiet: true,
});
const packedCode = await tokenpak(["compress", code], { quiet: true });
const packedList = await tokenpak(["compress", list, "--floor", "value-exact"], { quiet: true });

const first = packedCode.split("\n").slice(0, 10).join("\n");
print(`\nWhat a model reads of ${code}, ${countTokens(packedCode)} tokens, begins:\n${first}\n`);

const [ref = ""] = /tp:[0-9a-f]+/.exec(packedCode) ?? [];
const expanded = await tokenpak(["expand", ref], { quiet: true });
const original = readFileSync(repositoryPath(code), "utf8");
const values = JSON.stringify(JSON.parse(unpack(packedList)));
if (expanded !== original) throw new Error(`${ref} did not come back as it was.`);
if (values !== JSON.stringify(files)) throw new Error(`${list} did not unpack to its values.`);
print(`${Buffer.byteLength(expanded)} bytes, equal to ${code}.\n`);
print(`unpack() of the packed ${list}: ${files.length} records, equal to those that went in.\n`);
print(`\nDone in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);

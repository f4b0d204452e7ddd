/**
 * What the tools of an agent gave back, with what is repeated replaced by where it stood, and one of them read as a page.
 *
 *     pnpm --filter @tokenpak/examples session
 */
import { readFileSync } from "node:fs";
import { createItemPacker, HeuristicEngine, packItems, unpack } from "tokenpak";
import { repositoryPath } from "./repository-path.ts";

// A file is read, a line of it is edited, and it is read again.
const path = "packages/core/src/ref.ts";
const before = readFileSync(repositoryPath(path), "utf8");
const middle = before.split("\n").length >> 1;
const after = before.split("\n").toSpliced(middle, 1, "// edited by the agent").join("\n");
const results = [before, "edited 1 line", after].map((content, index) => ({
  content,
  name: `tool call ${index + 1}`,
  ...(index === 1 ? {} : { path }),
}));
const packed = packItems(results);
for (const { name, tokensBefore, tokens, grade, references } of packed) {
  print(`${name}: ${tokensBefore} -> ${tokens} tokens, ${grade}, ${references.length} references`);
}
print("\nwhat the agent reads the second time:");
print(packed[2]?.text ?? "");

// Exact: with the earlier results at hand every one comes back, byte for byte.
const given = packed.map(({ text }, index) => unpack(text, { earlier: results.slice(0, index) }));
print(`\ngiven back: ${given.every((text, index) => text === results[index]?.content)}`);

// A session that goes on, and one that the client has shortened: what it dropped is never pointed to.
const session = createItemPacker();
for (const result of results) session.pack(result);
print(`still there after a fork: ${session.keepPrefix(results.slice(0, 2))}`);

// A page: its furniture goes, and says so.
const page = `<html><head><title>Limits</title><script>track("${"x".repeat(400)}")</script></head><body>
<nav><a href="/">Home</a> <a href="/docs">Docs</a></nav>
<main><h1>Limits</h1><p>A key may send <b>600 requests</b> a minute.</p>
<table><tr><th>plan</th><th>requests</th></tr><tr><td>free</td><td>60</td></tr><tr><td>team</td><td>600</td></tr></table>
<pre><code>curl -H "Authorization: Bearer $KEY" https://api.example.com/v1/items</code></pre></main>
<footer>Example Ltd.</footer></body></html>`;
const { kind, grade, tokensBefore, tokens, text } = new HeuristicEngine().pack(page);
print(`\n${kind}, ${grade}: ${tokensBefore} -> ${tokens} tokens`);
print(text);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

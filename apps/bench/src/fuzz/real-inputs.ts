import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Random } from "./random.ts";

/** Longer files give a window of this many characters. */
const WINDOW = 12_000;

/** Texts that were not made here: recordings and sources of this repository, and public data where there is a data folder. */
export function readRealInputs(dataDir: string | undefined): readonly string[] {
  const root = fileURLToPath(new URL("../../../..", import.meta.url));
  const folders = [
    join(root, "apps/bench/fixtures"),
    join(root, "docs"),
    join(root, "packages/engines/src"),
    ...(dataDir === undefined
      ? []
      : ["json", "logs", "compare", "traffic"].map((name) => join(dataDir, name))),
  ];
  const texts: string[] = [];
  for (const folder of folders) {
    for (const path of filesBelow(folder)) {
      const bytes = readFileSync(path);
      if (bytes.length < 2_000_000 && !bytes.includes(0)) texts.push(bytes.toString("utf8"));
    }
  }
  for (const name of ["package.json", "pnpm-lock.yaml", "README.md", "biome.json"]) {
    texts.push(readFileSync(join(root, name), "utf8"));
  }
  return texts;
}

/** A stretch of one of the texts, from the start of a line where it does not begin at the top. */
export function drawRealInput(texts: readonly string[], random: Random): string {
  const text = random.pick(texts);
  if (text.length <= WINDOW) return text;
  if (random.chance(0.4)) return text.slice(0, WINDOW);
  const from = text.indexOf("\n", random.whole(text.length - WINDOW)) + 1;
  return text.slice(from, from + random.whole(WINDOW));
}

function* filesBelow(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((left, right) =>
    left.name < right.name ? -1 : 1,
  );
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() && !entry.name.endsWith(".gz")) yield path;
  }
}

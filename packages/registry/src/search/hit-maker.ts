import type { SearchHit } from "@tokenpak/core";
import { blockOfRow } from "../block-table.ts";
import type { ChunkReader } from "./chunk-reader.ts";
import type { LiteralFinder } from "./literal-finder.ts";
import { matchWords, type WordMatcher, wordsOf } from "./match-words.ts";
import { pickSnippet } from "./pick-snippet.ts";
import type { QueryTerm } from "./plan-query.ts";
import type { ScoredChunk } from "./rank-chunks.ts";
import type { WeighedQuery } from "./weigh-terms.ts";

/** Makes hits of chunks: the lines that answer, and why. */
export class HitMaker {
  readonly #terms: readonly QueryTerm[];
  readonly #weights: readonly number[];
  readonly #matches: WordMatcher;
  readonly #reader: ChunkReader;
  readonly #literals: LiteralFinder;

  constructor(
    { terms, literals }: WeighedQuery,
    parts: { readonly reader: ChunkReader; readonly literals: LiteralFinder },
  ) {
    const phrases = literals.map(
      ({ text, match }): QueryTerm => ({ word: text, match, stems: [], kind: "phrase" }),
    );
    const all = terms.reduce((sum, { weight }) => sum + weight, 1);
    this.#terms = [...phrases, ...terms];
    this.#weights = [...phrases.map(() => 2 * all), ...terms.map(({ weight }) => weight)];
    this.#matches = matchWords(this.#terms);
    this.#reader = parts.reader;
    this.#literals = parts.literals;
  }

  /** The hit of a chunk; `undefined` where it only holds words with the stem of one that a piece is in. */
  hit({ id, score }: ScoredChunk): SearchHit | undefined {
    const { firstLine, names } = this.#reader.row(id);
    const { block, text } = this.#reader.read(id);
    const snippet = pickSnippet(text, this.#matches, this.#weights);
    const why = this.#explain(id, [
      ["path", this.#matches(block.path)],
      ["names", this.#matches(names)],
      ["text", snippet.found],
    ]);
    if (why === "" && this.#terms.some(({ kind }) => kind === "piece")) return undefined;
    return {
      block: blockOfRow(block),
      score: -score,
      path: block.path,
      lineStart: firstLine + snippet.lineStart - 1,
      lineEnd: firstLine + snippet.lineEnd - 1,
      snippet: snippet.text,
      why,
    };
  }

  #explain(id: number, places: readonly (readonly [string, number])[]): string {
    const found = places.reduce((all, [, mask]) => all | mask, 0);
    const phrases = new Set([
      ...this.#literals.heldBy(id),
      ...wordsOf(this.#terms, { mask: found, kind: "phrase" }),
    ]);
    return [
      ...places.map(
        ([place, mask]) => [place, wordsOf(this.#terms, { mask, kind: "word" })] as const,
      ),
      ["substring", wordsOf(this.#terms, { mask: found, kind: "piece" })] as const,
      ["phrase", [...phrases].map((phrase) => JSON.stringify(phrase))] as const,
    ]
      .filter(([, words]) => words.length > 0)
      .map(([place, words]) => `${place}: ${words.join(", ")}`)
      .join("; ");
  }
}

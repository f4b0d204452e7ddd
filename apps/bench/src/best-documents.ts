import { truncateToTokens } from "@tokenpak/core";
import { PlainFts5 } from "./plain-fts5.ts";

/** The first `maxTokens` tokens of documents in order of their BM25, without a heading or a word on what is missing. */
export function bestDocuments(
  passages: readonly string[],
  question: string,
): (maxTokens: number) => string {
  const text = rankedBy(passages, question)
    .map((at) => passages[at] ?? "")
    .join("\n\n");
  return (maxTokens) => truncateToTokens(text, maxTokens);
}

/** Document numbers by rank; those without a word of the question last, in their order. */
export function rankedBy(passages: readonly string[], question: string): readonly number[] {
  using index = new PlainFts5();
  index.put(passages.map((text, at) => [String(at), text]));
  const found = index.search(question, passages.length).map(Number);
  const others = passages.map((_, at) => at).filter((at) => !found.includes(at));
  return [...found, ...others];
}

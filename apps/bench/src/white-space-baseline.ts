import { countTokens } from "@tokenpak/core";

/**
 * What a packer keeps that knows white space and `.!?` alone: sentences by BM25 over lower-case words between white space (k1 = 1.2,
 * b = 0.75), the best first until the limit is full, in the order of the text.
 */
export function packByWhiteSpace(text: string, query: string, maxTokens: number): string {
  const sentences = text.split(/(?<=[.!?]\s)|(?<=\n)/).filter((sentence) => sentence.trim() !== "");
  const documents = sentences.map(wordsOf);
  const terms = [...new Set(wordsOf(query))];
  const average = documents.reduce((sum, { length }) => sum + length, 0) / documents.length || 1;
  const scores = documents.map((words) => {
    let score = 0;
    for (const term of terms) {
      const count = words.filter((word) => word === term).length;
      if (count === 0) continue;
      const found = documents.filter((other) => other.includes(term)).length;
      const idf = Math.log(1 + (documents.length - found + 0.5) / (found + 0.5));
      score += (idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * words.length) / average));
    }
    return score;
  });
  const order = [...sentences.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const kept = new Set<number>();
  let tokens = 0;
  for (const at of order) {
    const cost = countTokens(sentences[at] as string);
    if (tokens + cost > maxTokens) continue;
    tokens += cost;
    kept.add(at);
  }
  return sentences.filter((_, at) => kept.has(at)).join("");
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

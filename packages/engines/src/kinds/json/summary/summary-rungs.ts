import type { ComputedDraft } from "../../../ladder/draft.ts";
import type { RungRequest } from "../../../ladder/kind-processor.ts";
import { limitShares } from "../../../ladder/limit-shares.ts";
import type { Source } from "../../../ladder/source.ts";
import type { JsonNode } from "../json-node.ts";
import { collectFacts } from "./collect-facts.ts";
import { isWorthSummary } from "./is-worth-summary.ts";
import { writeSummary } from "./write-summary.ts";

/** What is summed up. */
export interface SummaryInput {
  readonly root: JsonNode;
  readonly source: Source;
  readonly request: RungRequest;
  /** The lines that the root's items were read from, where it is no document but a text of lines. */
  readonly lines?: readonly string[] | undefined;
  /** Tokens that all rows would take. */
  readonly rowTokens: number;
}

/**
 * The summary of a tree; under a limit, before it, summaries with as many rows as the limit may have room for, and behind it one
 * with hardly any. None where a summary would not say what the content is about. Recursive: for trees of bounded depth.
 */
export function* summaryRungs(input: SummaryInput): Generator<ComputedDraft> {
  const { root, source, request, lines, rowTokens } = input;
  const facts = collectFacts(root);
  if (facts === undefined || !isWorthSummary(facts)) return;
  const few = { source: source.text, request, lines, share: 0 };
  const draft = (level: "rows" | "summary" | "keys", share: number): ComputedDraft => ({
    type: "computed",
    level,
    grade: "facts-verified",
    render: (style) => writeSummary(facts, { ...few, share, style }),
  });
  if (request.maxTokens !== undefined) {
    const least = source.counter.count(writeSummary(facts, { ...few, style: {} }).body);
    for (const share of limitShares((request.maxTokens - least) / rowTokens))
      yield draft("rows", share);
  }
  yield draft("summary", 0);
  if (request.maxTokens !== undefined) yield draft("keys", -1);
}

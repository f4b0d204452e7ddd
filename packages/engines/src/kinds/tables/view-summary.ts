import type { ComputedDraft } from "../../ladder/draft.ts";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import { limitShares } from "../../ladder/limit-shares.ts";
import type { Source } from "../../ladder/source.ts";
import { type JsonNode, nodeToJson } from "../json/json-node.ts";
import { readJsonTree } from "../json/read-json-tree.ts";
import { collectFacts } from "../json/summary/collect-facts.ts";
import { isWorthSummary } from "../json/summary/is-worth-summary.ts";
import { verifySummary } from "../json/summary/verify-summary.ts";
import { writeSummary } from "../json/summary/write-summary.ts";
import { checkedView, type PlainValue, plainJson } from "./plain-value.ts";
import { summaryView } from "./summary-view.ts";

/**
 * The summary of a document in the notation of codec json1, and, under a limit, others between with as many rows as fit. None
 * where a summary would not say what the document is about.
 */
export function* viewSummaries(
  root: JsonNode,
  source: Source,
  request: RungRequest,
): Generator<ComputedDraft> {
  const json = nodeToJson(summaryView(root));
  const view = readJsonTree(json)?.root;
  const facts = view === undefined ? undefined : collectFacts(view);
  if (facts === undefined || !isWorthSummary(facts)) return;
  const write = (level: string, share: number): ComputedDraft => ({
    type: "computed",
    level,
    grade: "facts-verified",
    render: (style) => writeSummary(facts, { source: json, request, share, style }),
  });
  if (request.maxTokens !== undefined) {
    const least = source.counter.count(
      writeSummary(facts, { source: json, request, share: 0, style: {} }).body,
    );
    const estimate = (request.maxTokens - least) / source.counter.count(json);
    for (const share of limitShares(estimate)) yield write("rows", share);
  }
  yield write("summary", 0);
}

/** Checks a summary against a document that another reader read. Answers what is wrong, or `undefined`. */
export function verifyViewSummary(
  root: PlainValue,
  output: { readonly body: string; readonly sigil: string },
): string | undefined {
  return verifySummary(plainJson(checkedView(root)), output);
}

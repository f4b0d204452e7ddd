import type { ComputedDraft, EncodedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { decodeColumns } from "./decode-columns.ts";
import { encodeColumns } from "./encode-columns.ts";
import { equalJson } from "./equal-json.ts";
import { jsonUnits } from "./json-units.ts";
import { minifyJson } from "./minify-json.ts";
import { readJsonTree } from "./read-json-tree.ts";
import { collectFacts, type PathFacts } from "./summary/collect-facts.ts";
import { isWorthSummary } from "./summary/is-worth-summary.ts";
import { verifySummary } from "./summary/verify-summary.ts";
import { type SummaryContext, writeSummary } from "./summary/write-summary.ts";

/**
 * JSON documents: strict JSON (RFC 8259) with an object or an array at the root. Anything else, a byte order mark, comments
 * or text behind the document included, has no rung here and is left to the ways of text.
 */
export const jsonKind: KindProcessor = {
  name: "json",
  version: 1,
  kind: "json",
  *rungs(source, request) {
    const { text, counter } = source;
    const tree = readJsonTree(text);
    if (tree === undefined || typeof tree.root === "string") return;
    const minified = minifyJson(text);
    const body = tree.depth > MAX_DEPTH ? undefined : encodeColumns(tree.root, counter);
    if (body === undefined || body.length > minified.length * CLEARLY_SMALLER) {
      yield exact("minified", minified);
    }
    if (body === undefined) return;
    yield exact("columns", body);
    const facts = collectFacts(tree.root);
    if (facts === undefined || !isWorthSummary(facts)) return;
    const few = { source: text, request, share: 0 };
    if (request.maxTokens !== undefined) {
      const least = counter.count(writeSummary(facts, { ...few, style: {} }).body);
      const allRows = source.tokens * (minified.length / text.length);
      for (const share of sharesOf((request.maxTokens - least) / allRows)) {
        yield summary("rows", facts, { ...few, share });
      }
    }
    yield summary("summary", facts, few);
  },
  units: jsonUnits,
  verify: ({ text }, output) => verifySummary(text, output),
  decoders: { json1: decodeColumns },
  equalValues: equalJson,
};

/** Deeper trees stay JSON: their lines would be mostly indentation. */
const MAX_DEPTH = 60;

/** A body this much shorter than minified JSON is smaller in tokens too; else both are counted. */
const CLEARLY_SMALLER = 0.85;

function exact(level: string, body: string): EncodedDraft {
  return { type: "encoded", level, grade: "value-exact", body };
}

function summary(
  level: "rows" | "summary",
  facts: PathFacts,
  context: Omit<SummaryContext, "style">,
): ComputedDraft {
  return {
    type: "computed",
    level,
    grade: "facts-verified",
    render: (style) => writeSummary(facts, { ...context, style }),
  };
}

/** How much of the estimate is tried: rows differ in length, and markers between them take some of the limit. */
const TRIES = [1.1, 1, 0.9, 0.75, 0.5, 0.25];

/** Shares of the rows that may fill what a summary leaves of the limit, largest first; none where it leaves nothing. */
function sharesOf(estimate: number): readonly number[] {
  return estimate > 0 ? TRIES.map((part) => Math.min(1, estimate * part)) : [];
}

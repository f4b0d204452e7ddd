import type { EncodedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { decodeColumns } from "./decode-columns.ts";
import { encodeColumns } from "./encode-columns.ts";
import { equalJson } from "./equal-json.ts";
import { jsonUnits } from "./json-units.ts";
import { minifyJson } from "./minify-json.ts";
import { readJsonTree } from "./read-json-tree.ts";
import { summaryRungs } from "./summary/summary-rungs.ts";
import { verifySummary } from "./summary/verify-summary.ts";

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
    const rowTokens = source.tokens * (minified.length / text.length);
    yield* summaryRungs({ root: tree.root, source, request, rowTokens });
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

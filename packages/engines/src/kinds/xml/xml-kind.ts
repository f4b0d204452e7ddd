import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { limitShares } from "../../ladder/limit-shares.ts";
import type { RecordChoice } from "../csv/summary/choose-records.ts";
import { decodeXml } from "./decode-xml.ts";
import { encodeXml } from "./encode-xml.ts";
import { equalXml } from "./equal-xml.ts";
import { looksLikeXml } from "./looks-like-xml.ts";
import { minifyXml } from "./minify-xml.ts";
import { readXml } from "./read-xml.ts";
import { collectXmlFacts, MOST_DEPTH, type XmlFacts } from "./summary/collect-xml-facts.ts";
import { mainRecords } from "./summary/main-records.ts";
import { verifyXmlSummary } from "./summary/verify-xml-summary.ts";
import { writeXmlSummary } from "./summary/write-xml-summary.ts";
import type { XmlDocument } from "./xml-node.ts";
import { xmlUnits } from "./xml-units.ts";

/**
 * Well-formed XML documents. Entities, CDATA, comments, processing instructions and declarations stay as they are written, and
 * nothing is ever expanded or fetched. Exact rungs drop only line breaks and indentation between elements that hold nothing else,
 * never below mixed content or `xml:space`.
 */
export const xmlKind: KindProcessor = {
  name: "xml",
  version: 1,
  kind: "xml",
  looksLike: looksLikeXml,
  *rungs(source, request) {
    const { text, counter } = source;
    const document = readXml(text);
    if (document === undefined) return;
    const minified = minifyXml(document);
    const outline = encodeXml(document, counter);
    if (outline === undefined || outline.length > minified.length * CLEARLY_SMALLER) {
      yield { type: "encoded", level: "minified", grade: "value-exact", body: minified };
    }
    if (outline === undefined) return;
    yield { type: "encoded", level: "outline", grade: "value-exact", body: outline };
    const facts = lazyFacts(document);
    if (facts === undefined) return;
    const few = { request, share: 0 };
    if (request.maxTokens !== undefined) {
      const least = counter.count(writeXmlSummary(facts(), few, {}).body);
      const all = source.tokens * shareOfRecords(facts(), minified.length);
      for (const share of limitShares((request.maxTokens - least) / all)) {
        yield summary("records", facts, { request, share });
      }
    }
    yield summary("summary", facts, few);
  },
  units: xmlUnits,
  verify: ({ text }, output) => verifyXmlSummary(text, output),
  decoders: { xml1: decodeXml },
  equalValues: equalXml,
};

/** An outline this much shorter than minified XML is smaller in tokens too; else both are counted. */
const CLEARLY_SMALLER = 0.85;
const LEAST_CHARACTERS = 500;

/** Facts that are read when they are needed; `undefined` for documents that have no summary. */
function lazyFacts(document: XmlDocument): (() => XmlFacts) | undefined {
  if (document.depth > MOST_DEPTH || document.source.length < LEAST_CHARACTERS) return undefined;
  let facts: XmlFacts | undefined;
  return () => {
    facts ??= collectXmlFacts(document);
    return facts;
  };
}

function summary(
  level: "records" | "summary",
  facts: () => XmlFacts,
  choice: RecordChoice,
): ComputedDraft {
  return {
    type: "computed",
    level,
    grade: "facts-verified",
    render: (style) => writeXmlSummary(facts(), choice, style),
  };
}

/** What the records that may be shown take of a document's tokens, roughly; they are shown without indentation. */
function shareOfRecords(facts: XmlFacts, minifiedLength: number): number {
  const { length } = facts.document.source;
  const span = mainRecords(facts).reduce((sum, { from, to }) => sum + to - from, 0);
  return (
    Math.max(span / length, LEAST_SHARE) * Math.min(1, (minifiedLength / length) * AROUND_RECORD)
  );
}

const LEAST_SHARE = 0.05;
/** What the number of a record adds to it. */
const AROUND_RECORD = 1.12;

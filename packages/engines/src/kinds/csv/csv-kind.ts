import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { limitShares } from "../../ladder/limit-shares.ts";
import { csvUnits } from "./csv-units.ts";
import { decodeCsv } from "./decode-csv.ts";
import { encodeCsv } from "./encode-csv.ts";
import { looksLikeCsv } from "./looks-like-csv.ts";
import { readCsv } from "./read-csv.ts";
import type { RecordChoice } from "./summary/choose-records.ts";
import { verifyCsvSummary } from "./summary/verify-csv-summary.ts";
import { type CsvFacts, csvFacts, writeCsvSummary } from "./summary/write-csv-summary.ts";

/**
 * Delimited records (RFC 4180 and its relatives): commas, tabs, semicolons or bars between cells, quotes, comments, byte order
 * marks, line ends of Windows, uneven rows. Exact rungs give back each byte.
 */
export const csvKind: KindProcessor = {
  name: "csv",
  version: 1,
  kind: "csv",
  looksLike: looksLikeCsv,
  *rungs(source, request) {
    const { text, counter } = source;
    const table = readCsv(text);
    if (table === undefined) return;
    const body = encodeCsv({ text, table }, counter);
    if (body !== undefined && (!isCutOff(body) || decodeCsv(body) === text)) {
      yield { type: "encoded", level: "columns", grade: "byte-exact", body };
    }
    const facts = csvFacts(text, table);
    if (facts === undefined) return;
    const few = { request, share: 0 };
    if (request.maxTokens !== undefined) {
      const least = counter.count(writeCsvSummary(facts(), few, {}).body);
      const all = source.tokens + facts().rows.length * TOKENS_AROUND_ROW;
      for (const share of limitShares((request.maxTokens - least) / all)) {
        yield summary("rows", facts, { request, share });
      }
    }
    yield summary("summary", facts, few);
  },
  units: csvUnits,
  verify: ({ text }, output) => verifyCsvSummary(text, output),
  decoders: { csv1: decodeCsv },
};

/** Whether the last record has no end: an open quote may then be read in two ways. */
function isCutOff(body: string): boolean {
  return body.slice(0, body.indexOf("\n")).includes(" unterminated");
}

function summary(
  level: "rows" | "summary",
  facts: () => CsvFacts,
  choice: RecordChoice,
): ComputedDraft {
  return {
    type: "computed",
    level,
    grade: "facts-verified",
    render: (style) => writeCsvSummary(facts(), choice, style),
  };
}

/** What a shown row takes besides itself: its number and its place. */
const TOKENS_AROUND_ROW = 4;

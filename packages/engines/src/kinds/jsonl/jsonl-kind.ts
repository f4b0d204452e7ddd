import type { TextSample } from "../../detect/text-sample.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import { summaryRungs } from "../json/summary/summary-rungs.ts";
import { decodeLines } from "./decode-lines.ts";
import { encodeLines } from "./encode-lines.ts";
import { equalLines } from "./equal-lines.ts";
import { readLines } from "./read-lines.ts";
import { verifyLines } from "./verify-lines.ts";

/**
 * JSON lines: logs, records, exports, sessions of agents. A line is a row; lines that are no JSON, blank ones included, stay
 * as they are in their place. Where a program wrote the lines in one style, exact rungs give the bytes back.
 */
export const jsonlKind: KindProcessor = {
  name: "jsonl",
  version: 1,
  kind: "jsonl",
  looksLike,
  *rungs(source, request) {
    const lines = readLines(source.text);
    if (lines.jsonCount < MIN_JSON || lines.depth > MAX_DEPTH) return;
    const { body, isByteExact } = encodeLines(lines, source.counter);
    const grade = isByteExact ? "byte-exact" : "value-exact";
    yield { type: "encoded", level: "columns", grade, body };
    const items = lines.rows.items.map((row) =>
      typeof row === "string" ? `"${row.slice(1)}` : row,
    );
    const root = { ...lines.rows, items };
    const { tokens: rowTokens } = source;
    yield* summaryRungs({ root, source, request, lines: lines.lines, rowTokens });
  },
  verify: ({ text }, output) => verifyLines(text, output),
  decoders: { jsonl1: decodeLines },
  equalValues: equalLines,
};

const MIN_JSON = 1;
const MAX_DEPTH = 60;
const MIN_SHARE = 0.8;

/** Two lines or more, nearly all of them whole JSON objects. */
function looksLike({ lines }: TextSample): number {
  if (lines.length < 2) return 0;
  const whole = lines.filter(isObjectLine).length;
  return whole >= 2 && whole >= lines.length * MIN_SHARE ? 0.9 : 0;
}

function isObjectLine(line: string): boolean {
  if (!line.startsWith("{") || !line.trimEnd().endsWith("}")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

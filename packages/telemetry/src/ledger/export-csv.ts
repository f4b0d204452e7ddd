import { type CompletionRecord, TOKEN_COUNTS, totalTokens } from "@tokenpak/core";

/** The columns of {@link completionsCsv}, in order. */
export const CSV_COLUMNS = [
  "id",
  "at",
  "provider",
  "model",
  "model_requested",
  "agent",
  "subagent",
  "session",
  "project",
  ...TOKEN_COUNTS.map(snakeCase),
  "total_tokens",
  "server_tools",
  "tier",
  "speed",
  "geo",
  "usage_source",
  "confidence",
  "partial",
  "cost_usd",
  "cost_source",
  "price_model",
  "price_match",
  "price_table",
  "latency_ms",
  "first_token_ms",
  "outcome",
  "observer",
  "response_id",
  "request_id",
] as const;

/**
 * Requests as CSV (RFC 4180: CRLF, quotes where needed), a line a time, the names of the columns first. Times are ISO 8601 in UTC,
 * costs dollars with nine decimals, what is not known is empty. A text that a spreadsheet would take for a formula gets an
 * apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay numbers.
 */
export function* completionsCsv(records: Iterable<CompletionRecord>): IterableIterator<string> {
  yield csvLine(CSV_COLUMNS);
  for (const record of records) yield csvLine(cellsOf(record));
}

/** One line of CSV, its end included. Texts are made safe for spreadsheets; `undefined` is an empty cell. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

/** What a cell holds: a text, a number (also one that was written already), a truth, or nothing. */
export type CsvCell = string | number | boolean | { readonly number: string } | undefined;

function cellText(cell: CsvCell): string {
  if (cell === undefined) return "";
  if (typeof cell === "object") return cell.number;
  return typeof cell === "string" ? textCell(cell) : String(cell);
}

function textCell(text: string): string {
  // The apostrophe may be what the text begins with: two then, so that taking one away always gives the text.
  const safe = /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Nano-dollars as dollars, exactly. */
function dollars(nanos: number): string {
  const digits = String(nanos).padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]|(?<=[a-z])[0-9]/g, (letter) => `_${letter.toLowerCase()}`);
}

function cellsOf(record: CompletionRecord): readonly CsvCell[] {
  const { usage, costNanos } = record;
  const tools = Object.entries(usage.serverTools).map(([name, calls]) => `${name}:${calls}`);
  return [
    record.id,
    new Date(record.at).toISOString(),
    record.provider,
    record.model,
    record.modelRequested,
    record.agent,
    record.subagent,
    record.session,
    record.project,
    ...TOKEN_COUNTS.map((field) => usage[field]),
    totalTokens(usage),
    tools.length === 0 ? undefined : tools.join(" "),
    usage.tier,
    usage.speed,
    usage.geo,
    usage.usageSource,
    usage.confidence,
    usage.partial,
    costNanos === undefined ? undefined : { number: dollars(costNanos) },
    record.costSource,
    record.priceModel,
    record.priceMatch,
    record.priceTable,
    record.latencyMs,
    record.firstTokenMs,
    record.outcome,
    record.observer,
    record.responseId,
    record.requestId,
  ];
}

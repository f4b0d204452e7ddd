import type { CompletionRecord } from "@tokenpak/core";

/** Requests as JSON, one a line; `JSON.parse` of a line gives the record back. */
export function* completionsJsonLines(
  records: Iterable<CompletionRecord>,
): IterableIterator<string> {
  for (const record of records) yield `${JSON.stringify(record)}\n`;
}

/** Requests as one JSON array, a piece at a time: together the pieces are the document. */
export function* completionsJsonArray(
  records: Iterable<CompletionRecord>,
): IterableIterator<string> {
  let separator = "[";
  for (const record of records) {
    yield `${separator}\n${JSON.stringify(record)}`;
    separator = ",";
  }
  yield separator === "[" ? "[]\n" : "\n]\n";
}

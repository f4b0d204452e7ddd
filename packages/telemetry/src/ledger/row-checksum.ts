import { crc32 } from "node:zlib";
import { decodeText, encodeText } from "@tokenpak/core";

/** A value of a row: as it is given to SQLite or as SQLite gives it back. */
export type StoredFact = string | number | boolean | Uint8Array | null;

/**
 * CRC-32 over the name of a table and what one of its rows says, in the order of its columns. A row that has it is one that was
 * written into that table: SQLite itself does not notice a changed byte within a value.
 */
export function rowChecksum(table: string, facts: readonly StoredFact[]): number {
  return crc32(JSON.stringify(facts.every(isPlain) ? facts : facts.map(canonical)), crc32(table));
}

function isPlain(fact: StoredFact): boolean {
  return typeof fact !== "object" ? typeof fact !== "boolean" : fact === null;
}

/** Bytes that stand for a text that is not well formed are that text; others are like no text that was ever given. */
function canonical(fact: StoredFact): string | number | null {
  if (typeof fact === "boolean") return fact ? 1 : 0;
  if (!(fact instanceof Uint8Array)) return fact;
  const text = decodeText(fact);
  const isText = !text.isWellFormed() && Buffer.compare(encodeText(text), fact) === 0;
  return isText ? text : `\0bytes ${Buffer.from(fact).toString("latin1")}`;
}

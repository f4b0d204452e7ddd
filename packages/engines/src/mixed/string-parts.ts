import { TokenPakError } from "@tokenpak/core";
import { decodePart } from "./decode-part.ts";
import { readStringParts } from "./read-parts.ts";

/** What stands in a document for a string that is written below it. */
export function placeholder(ordinal: number): string {
  return `[string ${ordinal}]`;
}

/** A JSON document with the placeholders of some strings replaced by the strings. */
export function withStrings(json: string, texts: ReadonlyMap<number, string>): string {
  return json.replace(/"\[string (\d{1,12})\]"/g, (lexeme, digits: string) => {
    const text = texts.get(Number(digits));
    return text === undefined ? lexeme : JSON.stringify(text);
  });
}

/** Gives back a JSON document and the strings that were written below it. */
export function decodeStringParts(body: string): string {
  const [document, ...strings] = readStringParts(body) ?? [];
  if (document === undefined) {
    throw new TokenPakError(
      "CODEC_UNKNOWN",
      "This version cannot read the parts of this output. Use a newer version of @tokenpak/engines.",
    );
  }
  const texts = new Map<number, string>();
  for (const { header, body: own } of strings) {
    if (header.place.unit === "string") texts.set(header.place.ordinal, decodePart(header, own));
  }
  return withStrings(decodePart(document.header, document.body), texts);
}

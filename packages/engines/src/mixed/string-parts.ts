import { TokenPakError } from "@tokenpak/core";
import { DECODERS } from "../kinds/kind-processors.ts";
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
  if (document === undefined) throw unknown("its parts");
  const texts = new Map<number, string>();
  for (const { header, body: own } of strings) {
    if (header.place.unit === "string") texts.set(header.place.ordinal, decodePart(header, own));
  }
  return withStrings(decodePart(document.header, document.body), texts);
}

type StringPart = NonNullable<ReturnType<typeof readStringParts>>[number];

function decodePart({ codec, version, exact }: StringPart["header"], body: string): string {
  const name = `${codec}${version}`;
  const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (decode === undefined || !exact) throw unknown(`a part written as "${name}"`);
  return decode(body);
}

function unknown(what: string): TokenPakError {
  return new TokenPakError(
    "CODEC_UNKNOWN",
    `This version cannot decode ${what}. Use a newer version of @tokenpak/engines.`,
  );
}

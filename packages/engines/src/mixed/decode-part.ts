import { TokenPakError } from "@tokenpak/core";
import { DECODERS } from "../kinds/kind-processors.ts";
import { layOutJson } from "./json-style.ts";
import type { PartHeader } from "./part-header.ts";

/** Gives back the text that an exact part was made from. Throws `CODEC_UNKNOWN` for one that this version cannot decode. */
export function decodePart(header: PartHeader, body: string): string {
  const { codec, version, style, exact } = header;
  const name = `${codec}${version}`;
  const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (decode === undefined || !exact) {
    throw new TokenPakError(
      "CODEC_UNKNOWN",
      `A part is written as "${name}", which this version cannot decode. Use a newer version of @tokenpak/engines.`,
    );
  }
  const text = decode(body);
  return style === undefined ? text : layOutJson(text, style);
}

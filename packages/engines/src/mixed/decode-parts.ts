import { TokenPakError } from "@tokenpak/core";
import { DECODERS } from "../kinds/kind-processors.ts";
import { layOutJson } from "./json-style.ts";
import { readParts } from "./read-parts.ts";

/** Gives back the text that exact parts and the lines between them were made from. */
export function decodeParts(body: string): string {
  return readParts(body)
    .map((part) => {
      if (part.header === undefined) return part.lines.join("\n");
      const { codec, version, style, exact } = part.header;
      const decode = decoderOf(`${codec}${version}`);
      if (decode === undefined || !exact) {
        throw new TokenPakError(
          "CODEC_UNKNOWN",
          `A part is written as "${codec}${version}", which this version cannot decode. Use a newer version of @tokenpak/engines.`,
        );
      }
      const text = decode(part.body);
      return style === undefined ? text : layOutJson(text, style);
    })
    .join("\n");
}

function decoderOf(codec: string): ((body: string) => string) | undefined {
  return Object.hasOwn(DECODERS, codec) ? DECODERS[codec] : undefined;
}

import type { Decoder } from "@tokenpak/core";
import { decodeItems } from "./items/decode-items.ts";
import { DECODERS as OF_KINDS } from "./kinds/kind-processors.ts";
import { decodeParts } from "./mixed/decode-parts.ts";
import { decodeStringParts } from "./mixed/string-parts.ts";

/** The decoders of all codecs, by codec and version: those of the kinds, of contents of several kinds, and of items. */
export const DECODERS: Readonly<Record<string, Decoder>> = {
  ...OF_KINDS,
  items1: decodeItems,
  mixed1: decodeParts,
  strings1: decodeStringParts,
};

import type { Decoder } from "@tokenpak/core";
import { DECODERS as OF_KINDS } from "./kinds/kind-processors.ts";
import { decodeParts } from "./mixed/decode-parts.ts";
import { decodeStringParts } from "./mixed/string-parts.ts";

/** The decoders of all codecs, by codec and version: those of the kinds, and those of contents of several kinds. */
export const DECODERS: Readonly<Record<string, Decoder>> = {
  ...OF_KINDS,
  mixed1: decodeParts,
  strings1: decodeStringParts,
};

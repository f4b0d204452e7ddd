import { expect, it } from "vitest";
import * as exported from "./index.ts";

it("@tokenpak/core has these public names", () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "Block",
      "CONTENT_KINDS",
      "DEFAULT_SIGIL",
      "ENCODINGS",
      "EXACT_ENCODINGS",
      "FACT_TYPES",
      "GRADES",
      "NO_COMMENT",
      "OMISSION_UNITS",
      "REF_DIGITS",
      "TokenPakError",
      "chooseSigil",
      "contentHash",
      "countTokens",
      "createTokenCounter",
      "decodeText",
      "encodeText",
      "encodeTokens",
      "encodingForModel",
      "fileTypeOf",
      "findSecret",
      "formatMarker",
      "gradeRank",
      "hashPrefixOf",
      "isExact",
      "isTokenPakError",
      "kindOfFileType",
      "languageOfFileType",
      "meetsFloor",
      "parseEnvelope",
      "parseMarkers",
      "readMarker",
      "refOf",
      "truncateToTokens",
      "unpack",
      "wrapEnvelope",
    ]
  `);
});

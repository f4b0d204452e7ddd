import { buildFuzz } from "./build-fuzz.ts";
import { otherCodeFuzz, pythonFuzz, scriptFuzz } from "./code-fuzz.ts";
import { csvFuzz } from "./csv-fuzz.ts";
import { diffFuzz } from "./diff-fuzz.ts";
import type { FuzzKind } from "./fuzz-kind.ts";
import { htmlFuzz } from "./html-fuzz.ts";
import { jsonFuzz, jsonlFuzz } from "./json-fuzz.ts";
import { listingFuzz } from "./listing-fuzz.ts";
import { logFuzz } from "./log-fuzz.ts";
import { searchFuzz } from "./search-fuzz.ts";
import { markdownFuzz, textFuzz } from "./text-fuzz.ts";
import { tomlFuzz } from "./toml-fuzz.ts";
import { xmlFuzz } from "./xml-fuzz.ts";
import { yamlFuzz } from "./yaml-fuzz.ts";

/** Every kind that is fuzzed. */
export const FUZZ_KINDS: readonly FuzzKind[] = [
  buildFuzz,
  csvFuzz,
  diffFuzz,
  htmlFuzz,
  jsonFuzz,
  jsonlFuzz,
  listingFuzz,
  logFuzz,
  markdownFuzz,
  ...otherCodeFuzz,
  pythonFuzz,
  scriptFuzz,
  searchFuzz,
  textFuzz,
  tomlFuzz,
  xmlFuzz,
  yamlFuzz,
];

import type { ContentKind, Decoder } from "@tokenpak/core";
import type { KindProcessor } from "../ladder/kind-processor.ts";
import { buildKind } from "./build/build-kind.ts";
import { codeKind } from "./code/code-kind.ts";
import { csvKind } from "./csv/csv-kind.ts";
import { diffKind } from "./diff/diff-kind.ts";
import { htmlKind } from "./html/html-kind.ts";
import { jsonKind } from "./json/json-kind.ts";
import { jsonlKind } from "./jsonl/jsonl-kind.ts";
import { listingKind } from "./listing/listing-kind.ts";
import { logKind } from "./log/log-kind.ts";
import { markdownKind } from "./markdown/markdown-kind.ts";
import { searchKind } from "./search/search-kind.ts";
import { textKind } from "./text/text-kind.ts";
import { tomlKind } from "./toml/toml-kind.ts";
import { xmlKind } from "./xml/xml-kind.ts";
import { yamlKind } from "./yaml/yaml-kind.ts";

/** Every kind that has a processor of its own. */
export const KIND_PROCESSORS: readonly KindProcessor[] = [
  buildKind,
  codeKind,
  csvKind,
  diffKind,
  htmlKind,
  jsonKind,
  jsonlKind,
  listingKind,
  logKind,
  markdownKind,
  searchKind,
  textKind,
  tomlKind,
  xmlKind,
  yamlKind,
];

/** The processor of a content kind; that of `text` where the kind has none of its own. */
export function kindProcessorOf(kind: ContentKind): KindProcessor {
  return KIND_PROCESSORS.find((processor) => processor.kind === kind) ?? textKind;
}

/** The decoders of all kinds, by codec and version. */
export const DECODERS: Readonly<Record<string, Decoder>> = Object.assign(
  {},
  ...KIND_PROCESSORS.map(({ decoders }) => decoders ?? {}),
);

import { createRequire } from "node:module";

type Entities = typeof import("entities");
type HtmlParser = typeof import("htmlparser2");

const require = createRequire(import.meta.url);
let entities: Entities | undefined;
let parser: HtmlParser | undefined;

/** The table of entities and what decodes with it; loaded when first used (3 ms), so that importing this package stays cheap. */
export function loadEntities(): Entities {
  entities ??= require("entities") as Entities;
  return entities;
}

/** The tokenizer for HTML; loaded when first used (10 ms), so that importing this package stays cheap. */
export function loadHtmlParser(): HtmlParser {
  parser ??= require("htmlparser2") as HtmlParser;
  return parser;
}

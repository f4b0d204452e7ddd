/** The kinds of content that TokenPak tells apart. A processor handles one kind; `text` is what nothing else claims. */
export const CONTENT_KINDS = [
  "json",
  "jsonl",
  "csv",
  "yaml",
  "toml",
  "xml",
  "html",
  "markdown",
  "code",
  "diff",
  "log",
  "search",
  "build",
  "listing",
  "text",
] as const;

/** One of {@link CONTENT_KINDS}. */
export type ContentKind = (typeof CONTENT_KINDS)[number];

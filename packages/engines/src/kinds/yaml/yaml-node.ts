/** A document of a YAML stream. */
export interface YamlDocument {
  /** Comments above the `---` that opens it; the first document's only. */
  readonly lead: readonly string[];
  /** `undefined` for a document of comments alone. */
  root: YamlNode | undefined;
  /** Comments below its last entry. */
  tail: readonly string[];
}

/** A value as it is written. */
export type YamlNode = YamlScalar | YamlBlock | YamlCollection;

/** A scalar on one line; one that was written on several is joined as YAML folds it. */
export interface YamlScalar {
  readonly type: "scalar";
  /** `plain` also stands for aliases (`*name`), whose text is their lexeme. */
  readonly style: "plain" | "quoted" | "alias";
  /** The characters that it means: the lexeme where plain, without quotes and escapes where quoted. */
  readonly text: string;
  /** How it may be written, on one line. */
  readonly lexeme: string;
}

/** A literal or folded block scalar. */
export interface YamlBlock {
  readonly type: "block";
  readonly folded: boolean;
  /** Chomping indicator. */
  readonly chomping: "" | "-" | "+";
  /** Content without its indentation; blank lines at the end only where they are kept. */
  readonly lines: readonly string[];
}

/** A mapping or a sequence. */
export interface YamlCollection {
  readonly type: "map" | "seq";
  readonly flow: boolean;
  /** Whether its items are the documents of a stream. Default `false`. */
  readonly isDocuments?: boolean;
  readonly entries: YamlEntry[];
}

/** A member of a mapping or an item of a sequence. */
export interface YamlEntry {
  /** Lines of comment above it, each with its `#`. */
  readonly comments: readonly string[];
  /** Key of a member; `undefined` for items. */
  readonly key: YamlScalar | undefined;
  /** Tag and anchor before the value, as written. */
  props: string;
  /** Comment behind it on its line, with its `#`; empty for none. */
  note: string;
  /** `undefined` where nothing is written. */
  value: YamlNode | undefined;
}

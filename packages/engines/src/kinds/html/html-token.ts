/** A piece of HTML source. Offsets are UTF-16 units of the source; `to` is behind the last. */
export type HtmlToken = TextToken | OpenTag | CloseTag | SilentToken;

/** Text as a reader sees it; an entity is a token of its own, with what it stands for. */
export interface TextToken {
  readonly type: "text";
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A start tag. */
export interface OpenTag {
  readonly type: "open";
  /** Lower-case. */
  readonly name: string;
  /** Decoded values by lower-case name, the first of each name; `""` where there is no value. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly from: number;
  readonly to: number;
  /** Whether nothing can stand in it: void elements, and those closed in their own tag. */
  readonly empty: boolean;
}

/** An end tag. */
export interface CloseTag {
  readonly type: "close";
  /** Lower-case. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What no reader of the page sees: a comment, a declaration, a script's or a style's text, a hidden element with all it holds. */
export interface SilentToken {
  readonly type: "silent";
  readonly from: number;
  readonly to: number;
}

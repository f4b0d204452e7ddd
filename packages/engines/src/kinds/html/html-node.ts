import type { SilentToken, TextToken } from "./html-token.ts";

/** A node of a page's tree. */
export type HtmlNode = HtmlElement | TextToken | SilentToken;

/** An element, with the offsets of its source: from its start tag to behind its end tag, or to where it is taken to end. */
export interface HtmlElement {
  readonly type: "element";
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly HtmlNode[];
  readonly from: number;
  /** Behind its start tag. */
  readonly contentFrom: number;
  /** Where its end tag begins, or `to` where it has none. */
  readonly contentTo: number;
  readonly to: number;
}

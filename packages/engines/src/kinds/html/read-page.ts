import { buildTree } from "./build-tree.ts";
import { dropHidden } from "./drop-hidden.ts";
import type { HtmlElement } from "./html-node.ts";
import { tokenizeHtml } from "./tokenize-html.ts";

/** The tree of an HTML text, whatever hides in it as silent tokens. */
export function readPage(text: string): HtmlElement {
  return buildTree(dropHidden(tokenizeHtml(text)));
}

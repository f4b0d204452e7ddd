import type { Node } from "web-tree-sitter";
import type { OutlineBuilder } from "./outline-builder.ts";

/** How an outline tells what must stay open because something is defined in it; quick looks at the text come first. */
export interface NestingReader {
  readonly builder: OutlineBuilder;
  /** Whether something in a node may be a definition. */
  readonly mayDefine: (node: Node) => boolean;
  /** Whether something in the body of a function may define another. */
  readonly mayNest: (node: Node) => boolean;
  /** Whether it does. */
  readonly nests: (node: Node) => boolean;
}

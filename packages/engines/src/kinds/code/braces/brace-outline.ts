import type { Node } from "web-tree-sitter";
import type { OutlineBuilder } from "../outline-builder.ts";

/**
 * What a node is to the outline. `attribute` belongs to the definition behind it; `comment` documents what stands below it or
 * nothing; `function` has a body of code; `leave` defines nothing, such as an import; `members` holds definitions between
 * braces and `around` holds them between other things (`#if`, `template<...>`); `type` stays, only comments in it go;
 * `own` is folded by the language's own {@link BraceOutline.foldOwn}; `value` stays but for the inside of its literals and functions; `keep` stays whole, as does any node that is not named.
 */
export type NodeRole =
  | "around"
  | "attribute"
  | "comment"
  | "function"
  | "keep"
  | "leave"
  | "members"
  | "own"
  | "type"
  | "value";

/** What of a language's trees may be folded. */
export interface BraceOutline {
  /** Roles by node type. */
  readonly roles: Readonly<Record<string, NodeRole>>;
  /** Overrules `roles` for one node; `undefined` where it has no opinion. */
  readonly roleOf?: (node: Node) => NodeRole | undefined;
  /** Says what of a node with the role `own` may be folded. */
  readonly foldOwn?: (builder: OutlineBuilder, node: Node) => void;
  /** Types of the nodes that hold members, where their parent does not call them its `body`. */
  readonly lists?: readonly string[];
  /** Node types in brackets whose inside a value can do without. */
  readonly literals: readonly string[];
  /** Node types in braces that hold code inside values: bodies of closures and lambdas. */
  readonly blocks: readonly string[];
}

import type { Node } from "web-tree-sitter";
import type { NodeRole } from "../braces/brace-outline.ts";

/** What `extern "C"` is: a list where braces follow, part of a definition where they do not. */
export function linkageRole(node: Node): NodeRole | undefined {
  if (node.type !== "linkage_specification") return undefined;
  return node.childForFieldName("body")?.type === "declaration_list" ? "members" : "around";
}

import type { Node } from "web-tree-sitter";
import type { NodeRole } from "../braces/brace-outline.ts";

/** What `extern "C"` is: a list where braces follow, part of a definition where they do not. */
export function linkageRole(node: Node): NodeRole | undefined {
  if (node.type !== "linkage_specification") return undefined;
  return node.childForFieldName("body")?.type === "declaration_list" ? "members" : "around";
}

/** Roles that C and C++ share: comments, includes, and what stands around definitions. */
export const PREPROCESSOR_ROLES = {
  ERROR: "around",
  comment: "comment",
  preproc_include: "leave",
  preproc_if: "around",
  preproc_ifdef: "around",
  preproc_elif: "around",
  preproc_elifdef: "around",
  preproc_else: "around",
} as const;

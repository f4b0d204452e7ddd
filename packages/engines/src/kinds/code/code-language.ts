import type { CommentSyntax } from "@tokenpak/core";
import type { Node } from "web-tree-sitter";
import type { OutlineBuilder } from "./outline-builder.ts";

/** What packing knows of a programming language. Adding one is writing one of these and naming it in `code-languages.ts`. */
export interface CodeLanguage {
  /** As `languageOfFileType` names it. */
  readonly name: string;
  /** Module specifier of the grammar's `.wasm` file. It is loaded when the language is first parsed (5 to 30 ms). */
  readonly grammar: string;
  /** Mends a fault of the grammar in the bytes of its file. */
  readonly mendGrammar?: (wasm: Uint8Array) => Uint8Array;
  /** What the parser is given for a text: as long, with spaces over what its grammar does not know. */
  readonly parserText?: (text: string) => string;
  readonly comment: CommentSyntax;
  /** What parts of a file may have stood in, tried in order before the part alone. */
  readonly frames?: readonly CodeFrame[];
  /** Whether a text that parses by itself means something else in a frame. */
  readonly isPart?: (text: string) => boolean;
  /** Whether the grammar takes some correct texts for something else: every rung is then checked before it is offered. */
  readonly misreads?: boolean;
  /** Says what of a tree may be folded. Linear, without recursion on depth that the source decides. */
  outline(builder: OutlineBuilder, root: Node): void;
  /**
   * Lists the definitions of a text with a scanner that shares nothing with `outline`, for checking what `outline` led to:
   * output and source must give the same list, so a definition's text must not change when bodies are folded.
   */
  definitions(text: string): ReadDefinitions;
}

/** A line before and a line behind a part of a file, with which it is a file: each with its line break, or empty. */
export interface CodeFrame {
  readonly before: string;
  readonly after: string;
}

/** The frame of the members of a class in many languages. */
export const CLASS_FRAME: CodeFrame = { before: "class A {\n", after: "}\n" };

/** Definitions of a text in order and the offsets of its comments, or why the text makes no sense. */
export type ReadDefinitions =
  | { readonly found: readonly string[]; readonly comments: ReadonlySet<number> }
  | { readonly problem: string };

/** A line comment of C and its many heirs. */
export const SLASH_COMMENT: CommentSyntax = ["// ", ""];

/** A line comment of shells and scripting languages. */
export const HASH_COMMENT: CommentSyntax = ["# ", ""];

/** A comment of CSS and old C. */
export const BLOCK_COMMENT: CommentSyntax = ["/* ", " */"];

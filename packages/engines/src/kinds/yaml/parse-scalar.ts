import { parseBlock } from "./parse-block.ts";
import { parseFlow } from "./parse-flow.ts";
import { parseQuoted } from "./parse-quoted.ts";
import { isPlainFirst, plainEnd } from "./plain-scalar.ts";
import { trimBack } from "./yaml-lines.ts";
import type { YamlNode } from "./yaml-node.ts";

/** A value that is no block collection, read. */
export interface ReadScalar {
  readonly node: YamlNode;
  /** Offset behind it; of a block scalar the offset of the next line. */
  readonly end: number;
  /** Comment behind a block scalar's header, empty for none; `undefined` for other values. */
  readonly note?: string;
  readonly isAlias?: boolean;
  /** Whether it is a plain scalar that the next line may go on with. */
  readonly isOpen?: boolean;
}

/** Where a value stands. */
export interface ScalarPlace {
  /** End of its line. */
  readonly lineEnd: number;
  /** Indentation of the collection that it belongs to. */
  readonly parentIndent: number;
}

const ALIAS = /\*[A-Za-z0-9_.-]+/y;

/** Reads a scalar or a flow collection from its first character; `undefined` where it is not surely understood. */
export function parseScalar(text: string, at: number, place: ScalarPlace): ReadScalar | undefined {
  switch (text[at]) {
    case '"':
    case "'":
      return parseQuotedNode(text, at);
    case "[":
    case "{":
      return parseFlow(text, at);
    case "|":
    case ">": {
      const block = parseBlock(text, at, place.parentIndent);
      return block && { node: block.node, end: block.end, note: trimBack(block.note) };
    }
    case "*":
      return parseAlias(text, at);
    default:
      return parsePlain(text, at, place.lineEnd);
  }
}

function parseQuotedNode(text: string, at: number): ReadScalar | undefined {
  const quoted = parseQuoted(text, at);
  if (quoted === undefined) return undefined;
  const { text: meant, lexeme, end } = quoted;
  return { node: { type: "scalar", style: "quoted", text: meant, lexeme }, end };
}

function parseAlias(text: string, at: number): ReadScalar | undefined {
  ALIAS.lastIndex = at;
  const lexeme = ALIAS.exec(text)?.[0];
  if (lexeme === undefined) return undefined;
  const node = { type: "scalar", style: "alias", text: lexeme, lexeme } as const;
  return { node, end: at + lexeme.length, isAlias: true };
}

function parsePlain(text: string, at: number, lineEnd: number): ReadScalar | undefined {
  if (!isPlainFirst(text, at)) return undefined;
  const { end, isKey } = plainEnd(text, at, lineEnd);
  if (isKey || end < 0) return undefined;
  const lexeme = trimBack(text.slice(at, end));
  const node = { type: "scalar", style: "plain", text: lexeme, lexeme } as const;
  return { node, end, isOpen: end === lineEnd };
}

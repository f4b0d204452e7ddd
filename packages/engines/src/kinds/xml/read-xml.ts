import type { XmlAttribute, XmlDocument, XmlElement, XmlNode, XmlOther } from "./xml-node.ts";

/**
 * Reads a well-formed document, or answers `undefined`. Entities stay as they are written, none is ever expanded. Iterative, so
 * that any depth is read; linear.
 */
export function readXml(source: string): XmlDocument | undefined {
  const reader = new XmlReader(source);
  while (reader.at < source.length) if (!reader.next()) return undefined;
  return reader.finish();
}

/** Letters that a name may begin with, as XML 1.0 lists them, without those that JavaScript takes for blanks. */
const LETTERS =
  "A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u167f\\u1681-\\u1fff\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufefe\\uff00-\\ufffd";
const OTHERS = `${LETTERS}0-9.\\u00b7\\u0300-\\u036f-`;
const BLANKS = "[ \\t\\r\\n]";
const NAME = new RegExp(`[${LETTERS}](?:[:${OTHERS}]*[${OTHERS}])?`, "y");
const ATTRIBUTE = new RegExp(
  `${BLANKS}+([:${LETTERS}][:${OTHERS}]*)${BLANKS}*=${BLANKS}*(?:"([^"<]*)"|'([^'<]*)')`,
  "y",
);
const TAG_END = /[ \t\r\n]*(\/?>)/y;
const NOT_BLANK = /[^ \t\r\n]/;

class XmlReader {
  at: number;
  readonly #source: string;
  readonly #top: (XmlElement | XmlOther)[] = [];
  readonly #open: XmlElement[] = [];
  #root: XmlElement | undefined;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.at = source.startsWith("\ufeff") ? 1 : 0;
  }

  /** Reads what comes next; `false` where it is not well-formed. */
  next(): boolean {
    const { at } = this;
    if (this.#source.charCodeAt(at) !== 60) return this.#text();
    const sign = this.#source.charCodeAt(at + 1);
    if (sign === 47) return this.#endTag();
    if (sign === 63) return this.#other("?>", 2);
    if (sign !== 33) return this.#startTag();
    if (this.#source.startsWith("<!--", at)) return this.#other("-->", 4);
    if (this.#source.startsWith("<![CDATA[", at)) return this.#cdata();
    return this.#source.startsWith("<!DOCTYPE", at) && this.#doctype();
  }

  finish(): XmlDocument | undefined {
    if (this.#root === undefined || this.#open.length > 0) return undefined;
    return { source: this.#source, nodes: this.#top, root: this.#root, depth: this.#depth };
  }

  #text(): boolean {
    const from = this.at;
    const end = this.#source.indexOf("<", from);
    this.at = end < 0 ? this.#source.length : end;
    const isBlank = !NOT_BLANK.test(this.#source.slice(from, this.at));
    const parent = this.#open.at(-1);
    if (parent === undefined) return isBlank;
    parent.children.push({ type: "text", from, to: this.at, isBlank });
    return true;
  }

  #cdata(): boolean {
    const from = this.at;
    const end = this.#source.indexOf("]]>", from);
    const parent = this.#open.at(-1);
    if (end < 0 || parent === undefined) return false;
    this.at = end + 3;
    parent.children.push({ type: "text", from, to: this.at, isBlank: false });
    return true;
  }

  #other(close: string, skip: number): boolean {
    const end = this.#source.indexOf(close, this.at + skip);
    return end >= 0 && this.#pushOther(end + close.length);
  }

  #doctype(): boolean {
    if (this.#root !== undefined) return false;
    const end = doctypeEnd(this.#source, this.at);
    return end >= 0 && this.#pushOther(end);
  }

  #pushOther(to: number): boolean {
    const other: XmlOther = { type: "other", from: this.at, to };
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#top.push(other);
    else parent.children.push(other);
    this.at = to;
    return true;
  }

  #startTag(): boolean {
    const source = this.#source;
    const from = this.at;
    const name = this.#match(NAME, from + 1)?.[0];
    if (name === undefined) return false;
    const attributes: XmlAttribute[] = [];
    for (let found = this.#match(ATTRIBUTE); found !== undefined; found = this.#match(ATTRIBUTE)) {
      attributes.push({ name: found[1] as string, value: found[2] ?? found[3] ?? "" });
    }
    const end = this.#match(TAG_END)?.[1];
    if (end === undefined || hasTwins(attributes)) return false;
    const element: XmlElement = {
      type: "element",
      name,
      attributes,
      children: [],
      from,
      to: this.at,
      contentFrom: this.at,
      contentTo: this.at,
      isSelfClosed: end === "/>",
      content: "leaf",
    };
    if (!this.#place(element)) return false;
    if (!element.isSelfClosed) this.#open.push(element);
    this.#depth = Math.max(this.#depth, this.#open.length + (element.isSelfClosed ? 1 : 0));
    return source.length >= this.at;
  }

  #place(element: XmlElement): boolean {
    const parent = this.#open.at(-1);
    if (parent !== undefined) {
      parent.children.push(element);
      return true;
    }
    if (this.#root !== undefined) return false;
    this.#root = element;
    this.#top.push(element);
    return true;
  }

  #endTag(): boolean {
    const element = this.#open.pop();
    const from = this.at;
    if (element === undefined || !this.#source.startsWith(element.name, from + 2)) return false;
    this.at = from + 2 + element.name.length;
    if (this.#match(TAG_END)?.[1] !== ">") return false;
    element.contentTo = from;
    element.to = this.at;
    element.content = contentOf(element, this.#source);
    return true;
  }

  #match(pattern: RegExp, at = this.at): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(this.#source);
    if (found === null) return undefined;
    this.at = at + found[0].length;
    return found;
  }
}

function hasTwins(attributes: readonly XmlAttribute[]): boolean {
  if (attributes.length < 2) return false;
  return new Set(attributes.map(({ name }) => name)).size < attributes.length;
}

function contentOf({ children, attributes }: XmlElement, source: string): XmlElement["content"] {
  if (children.every(({ type }) => type === "text")) return "leaf";
  if (!children.some(({ type }) => type === "element")) return "mixed";
  if (attributes.some(({ name }) => name === "xml:space")) return "mixed";
  return children.every((child) => isIndentation(child, source)) ? "elements" : "mixed";
}

/** Whether a child is no text, or text that only breaks and indents a line. */
function isIndentation(child: XmlNode, source: string): boolean {
  if (child.type !== "text") return true;
  return child.isBlank && source.slice(child.from, child.to).includes("\n");
}

/** Behind a document type with its internal subset, -1 where it does not end. */
function doctypeEnd(source: string, from: number): number {
  let isInside = false;
  for (let at = from; at >= 0 && at < source.length; at++) {
    const character = source.charAt(at);
    if (character === ">" && !isInside) return at + 1;
    if (character === "]") return closedEnd(source, at + 1);
    if (character === "[") isInside = true;
    else if (character === '"' || character === "'") at = endOf(source, character, at + 1);
    else if (isInside && source.startsWith("<!--", at)) at = endOf(source, "-->", at);
  }
  return -1;
}

const SUBSET_END = /[ \t\r\n]*>/y;

/** Behind the sign that follows an internal subset; -1 where something else does. */
function closedEnd(source: string, from: number): number {
  SUBSET_END.lastIndex = from;
  return SUBSET_END.test(source) ? SUBSET_END.lastIndex : -1;
}

/** Where a sign stands next; behind everything where it does not. */
function endOf(source: string, sign: string, from: number): number {
  const end = source.indexOf(sign, from);
  return end < 0 ? source.length : end;
}

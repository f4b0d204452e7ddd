/** What stands inside an element or a document. All offsets are UTF-16 units in the source. */
export type XmlNode = XmlElement | XmlText | XmlOther;

/** An element with its tags. */
export interface XmlElement {
  readonly type: "element";
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlNode[];
  readonly from: number;
  /** Behind its end tag. */
  to: number;
  /** Between its tags. */
  readonly contentFrom: number;
  contentTo: number;
  readonly isSelfClosed: boolean;
  /**
   * `elements`: nothing but elements, comments and line breaks with indentation between them. `leaf`: text without elements, or
   * nothing. `mixed`: anything else, where white space may matter.
   */
  content: "elements" | "leaf" | "mixed";
}

/** An attribute; `value` is what stands between its quotes, entities unresolved. */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
}

/** Character data or a CDATA section. */
export interface XmlText {
  readonly type: "text";
  readonly from: number;
  readonly to: number;
  /** Whether it is nothing but white space, and no CDATA section. */
  readonly isBlank: boolean;
}

/** A comment, a processing instruction, the XML declaration or the document type. */
export interface XmlOther {
  readonly type: "other";
  readonly from: number;
  readonly to: number;
}

/** A well-formed document. */
export interface XmlDocument {
  readonly source: string;
  /** Declarations, comments and the root, in order; no white space. */
  readonly nodes: readonly (XmlElement | XmlOther)[];
  readonly root: XmlElement;
  /** Elements inside each other at most, the root being 1. */
  readonly depth: number;
}

/** A start tag as we write it; an attribute's value stands in single quotes where it holds double ones. */
export function startTag(
  name: string,
  attributes: readonly XmlAttribute[],
  end: ">" | "/>",
): string {
  let text = `<${name}`;
  for (const { name: key, value } of attributes) {
    const quote = value.includes('"') ? "'" : '"';
    text += ` ${key}=${quote}${value}${quote}`;
  }
  return text + end;
}

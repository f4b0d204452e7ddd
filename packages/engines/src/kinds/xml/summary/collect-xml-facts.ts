import type { XmlDocument, XmlElement, XmlOther } from "../xml-node.ts";

/** Everything that stands at one path of element names. */
export interface XmlPath {
  readonly name: string;
  readonly elements: XmlElement[];
  /** Content of those elements that do not hold elements alone, as written. */
  readonly values: string[];
  /** By attribute, its value in each element. */
  readonly attributes: Map<string, (string | undefined)[]>;
  readonly children: Map<string, XmlPath>;
}

/** The facts of a document. */
export interface XmlFacts {
  readonly document: XmlDocument;
  readonly root: XmlPath;
  readonly elementCount: number;
  readonly commentCount: number;
  /** Ordinal of each element in document order, from 1, and of the last one inside it. */
  readonly ordinals: ReadonlyMap<XmlElement, readonly [first: number, last: number]>;
}

/** Deeper documents are not told by their paths, whose lines would be mostly indentation. */
export const MOST_DEPTH = 40;

/** Reads the facts. Recursive: for documents of at most {@link MOST_DEPTH}. */
export function collectXmlFacts(document: XmlDocument): XmlFacts {
  const collector = new Collector(document.source);
  const root = newPath(document.root.name);
  collector.add(document.root, root);
  for (const node of document.nodes) if (node.type === "other") collector.other(node);
  const { elementCount, commentCount, ordinals } = collector;
  return { document, root, elementCount, commentCount, ordinals };
}

class Collector {
  elementCount = 0;
  commentCount = 0;
  readonly ordinals = new Map<XmlElement, readonly [number, number]>();
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  add(element: XmlElement, path: XmlPath): void {
    this.elementCount += 1;
    const first = this.elementCount;
    const row = path.elements.length;
    path.elements.push(element);
    for (const { name, value } of element.attributes) {
      const values = path.attributes.get(name) ?? new Array<undefined>(row).fill(undefined);
      path.attributes.set(name, values);
      while (values.length < row) values.push(undefined);
      values.push(value);
    }
    if (element.content !== "elements") {
      path.values.push(this.#source.slice(element.contentFrom, element.contentTo));
    }
    for (const child of element.children) {
      if (child.type === "other") this.other(child);
      if (child.type === "element") this.add(child, this.#below(path, child.name));
    }
    this.ordinals.set(element, [first, this.elementCount]);
  }

  other({ from }: XmlOther): void {
    if (this.#source.startsWith("<!--", from)) this.commentCount += 1;
  }

  #below(path: XmlPath, name: string): XmlPath {
    let child = path.children.get(name);
    if (child === undefined) {
      child = newPath(name);
      path.children.set(name, child);
    }
    return child;
  }
}

function newPath(name: string): XmlPath {
  return { name, elements: [], values: [], attributes: new Map(), children: new Map() };
}

/** The values of an attribute, one an element. */
export function attributeValues(path: XmlPath, name: string): readonly (string | undefined)[] {
  const values = path.attributes.get(name) ?? [];
  const missing = path.elements.length - values.length;
  return missing > 0 ? [...values, ...new Array<undefined>(missing).fill(undefined)] : values;
}

import type { XmlElement } from "../xml-node.ts";
import type { XmlFacts, XmlPath } from "./collect-xml-facts.ts";

const LEAST = 3;
/** Share of the document that the elements of one path must take to be its records. */
const SHARE = 0.35;

/** The elements that a document is a list of: of the paths that take much of it, the one with most elements. */
export function mainRecords({ root, document }: XmlFacts): readonly XmlElement[] {
  let best: readonly XmlElement[] = [];
  const open: XmlPath[] = [root];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    open.push(...path.children.values());
    const { elements, children, attributes } = path;
    if (elements.length < LEAST || children.size + attributes.size === 0) continue;
    const span = elements.reduce((sum, { from, to }) => sum + to - from, 0);
    if (span < document.source.length * SHARE || elements.length <= best.length) continue;
    best = elements;
  }
  return best;
}

import { startTag, type XmlDocument, type XmlElement, type XmlNode } from "./xml-node.ts";

/**
 * A document without the line breaks and indentation between elements that hold nothing else, and without needless blanks in
 * tags. Text, mixed content, comments and declarations stay as they are written.
 */
export function minifyXml({ source, nodes }: XmlDocument): string {
  return nodes.map((node) => nodeText(node, source)).join("");
}

/** One node, written so. Iterative: elements may be nested to any depth. */
export function nodeText(node: XmlNode, source: string): string {
  const pieces: string[] = [];
  const stack: (XmlNode | string)[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === "string") pieces.push(next);
    else if (next.type !== "element") pieces.push(source.slice(next.from, next.to));
    else if (next.isSelfClosed) pieces.push(startTag(next.name, next.attributes, "/>"));
    else {
      pieces.push(startTag(next.name, next.attributes, ">"));
      stack.push(`</${next.name}>`);
      if (next.content === "elements") pushChildren(stack, next);
      else pieces.push(source.slice(next.contentFrom, next.contentTo));
    }
  }
  return pieces.join("");
}

function pushChildren(stack: (XmlNode | string)[], { children }: XmlElement): void {
  for (let at = children.length - 1; at >= 0; at--) {
    const child = children[at] as XmlNode;
    if (child.type !== "text") stack.push(child);
  }
}

import { BLOCK_ELEMENTS } from "./element-sorts.ts";
import type { HtmlElement } from "./html-node.ts";

/** What an element holds, in characters that are no white space. */
export interface Measure {
  readonly parent: HtmlElement | undefined;
  /** All text in it. */
  text: number;
  /** Text in links. */
  linked: number;
  /** Text that reads like content: long stretches count in full, short ones and links little. */
  mass: number;
  /** Whether it holds one of these. */
  hasTitle: boolean;
  hasContent: boolean;
}

/** Measures of all elements of a page, in the order of their start tags; `ignored` elements weigh nothing. */
export function measurePage(
  root: HtmlElement,
  ignored: ReadonlySet<HtmlElement> = new Set(),
): Map<HtmlElement, Measure> {
  const measures = new Map<HtmlElement, Measure>();
  const rest: { readonly element: HtmlElement; readonly parent: HtmlElement | undefined }[] = [
    { element: root, parent: undefined },
  ];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { element, parent } = next;
    const hasTitle = element.name === "h1";
    const hasContent = CONTENT.test(element.name);
    measures.set(element, { parent, text: 0, linked: 0, mass: 0, hasTitle, hasContent });
    if (ignored.has(element)) continue;
    for (let at = element.children.length - 1; at >= 0; at--) {
      const child = element.children[at];
      if (child?.type === "element") rest.push({ element: child, parent: element });
    }
  }
  for (const element of [...measures.keys()].reverse()) {
    if (!ignored.has(element)) sumUp(element, measures);
  }
  return measures;
}

const CONTENT = /^(?:main|article|pre|table|h[1-3])$/;

/** Adds up an element's own text and what its children hold. */
function sumUp(element: HtmlElement, measures: ReadonlyMap<HtmlElement, Measure>): void {
  const own = measures.get(element) as Measure;
  const linked = element.name === "a";
  // Inline content is measured as one stretch with the text around it.
  let text = 0;
  let inline = 0;
  let links = 0;
  for (const child of element.children) {
    if (child.type === "text") text += lettersOf(child.text);
    if (child.type !== "element") continue;
    const held = measures.get(child) as Measure;
    own.text += held.text;
    own.linked += held.linked;
    own.hasTitle ||= held.hasTitle;
    own.hasContent ||= held.hasContent;
    if (BLOCK_ELEMENTS.has(child.name)) own.mass += held.mass;
    else {
      // An inline element may hold blocks, whose mass is known; a short one weighs by the text around it.
      inline += held.text - held.linked;
      links += held.linked;
    }
  }
  own.text += text;
  if (linked) own.linked = own.text;
  const stretch = text + inline;
  own.mass += (stretch >= 80 ? 1 : stretch >= 25 ? 0.5 : 0.2) * stretch + 0.2 * links;
}

/** How many characters of a text are no white space; words of any script count. */
function lettersOf(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 32) count++;
  return count;
}

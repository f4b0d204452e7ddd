import type { HtmlElement } from "./html-node.ts";

/** Signs in front of an element's content and behind it. */
export type Signs = readonly [open: string, close: string];

/** Signs without which inline content would say something else: powers and indices, and what was struck out. */
export function signsAround(element: HtmlElement): Signs | undefined {
  const { name } = element;
  if (name === "sup") return grouped("^", element);
  if (name === "sub") return grouped("_", element);
  if (name === "del" || name === "s" || name === "strike") return ["~~", "~~"];
  if (name === "msqrt") return ["√(", ")"];
  return undefined;
}

/** Signs by which the parts of an element are told apart: those of a formula, and how characters are read. */
export function signsWithin(element: HtmlElement): readonly (readonly [HtmlElement, Signs])[] {
  const { name, children } = element;
  if (name !== "ruby" && PARTS[name] === undefined) return [];
  const parts = children.filter((child) => child.type === "element");
  if (name === "ruby") {
    if (parts.some((part) => part.name === "rp")) return [];
    return parts.filter((part) => part.name === "rt").map((part) => [part, ["(", ")"]]);
  }
  return parts.map((part, at) => [part, grouped(PARTS[name]?.[at] ?? "", part)]);
}

/** What stands in front of the parts of a formula, in order. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  mfrac: ["", "/"],
  msub: ["", "_"],
  msup: ["", "^"],
  munder: ["", "_"],
  mover: ["", "^"],
  msubsup: ["", "_", "^"],
  munderover: ["", "_", "^"],
};

/** A sign in front of an element, with brackets around more than a word. */
function grouped(sign: string, element: HtmlElement): Signs {
  return isWord(element) ? [sign, ""] : [`${sign}(`, ")"];
}

/** Whether an element holds a short word and nothing else, in whatever elements. */
function isWord(outer: HtmlElement): boolean {
  let inner = outer;
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    const [only, second] = inner.children;
    if (second !== undefined || only?.type !== "element") break;
    inner = only;
  }
  let length = 0;
  for (const child of inner.children) {
    if (child.type !== "text" || /\s/.test(child.text)) return false;
    length += child.text.length;
    if (length > LONGEST_WORD) return false;
  }
  return true;
}

const MOST_DEPTH = 4;
const LONGEST_WORD = 12;

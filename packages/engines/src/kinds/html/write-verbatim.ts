import { BLOCK_ELEMENTS } from "./element-sorts.ts";
import type { HtmlElement, HtmlNode } from "./html-node.ts";
import type { PageBuilder } from "./page-builder.ts";
import { signOf } from "./shown-markup.ts";

/** Writes an element whose white space counts as a fenced block of code, its text as it is. */
export function writeVerbatim(
  builder: PageBuilder,
  element: HtmlElement,
  addresses: boolean,
): void {
  const { from, contentFrom, contentTo } = element;
  const sign = signOf(element, addresses);
  if (sign !== undefined) {
    builder.break(1);
    builder.sign(sign, from, contentFrom);
    builder.break(1);
  }
  const { text, language } = readVerbatim(element, addresses);
  if (text.trim() === "") return;
  const lines = text.split("\n");
  const fence = fenceFor(lines);
  builder.verbatim([`${fence}${language}`, ...lines, fence], contentFrom, contentTo);
}

/** The text of an element whose white space counts, without the line break at its beginning and the one at its end. */
function readVerbatim(
  element: HtmlElement,
  addresses: boolean,
): { readonly text: string; readonly language: string } {
  let text = "";
  let language = languageOf(element);
  let endsLine = true;
  const add = (part: string): void => {
    if (part === "") return;
    text += part;
    endsLine = part.endsWith("\n");
  };
  for (const { node, isEnd } of visits(element)) {
    if (node.type === "text") add(node.text);
    if (node.type !== "element") continue;
    if ((isApart(node) && !endsLine) || node.name === "br") add("\n");
    if (isEnd) continue;
    language ||= languageOf(node);
    add(signOf(node, addresses) ?? (isTitle(node) ? "title: " : ""));
  }
  return { text: trimLines(text, element), language };
}

/** Whether an element in code stands on lines of its own; a button there copies the code, and is no part of it. */
function isApart({ name }: HtmlElement): boolean {
  return name === "button" || (BLOCK_ELEMENTS.has(name) && name !== "pre");
}

/** What stands in an element, in the order of the source; elements with content once more at their end. */
function* visits(
  outer: HtmlElement,
): Generator<{ readonly node: HtmlNode; readonly isEnd: boolean }> {
  const rest: { readonly node: HtmlNode; readonly isEnd: boolean }[] = [];
  const push = ({ children }: HtmlElement): void => {
    for (const node of children.toReversed()) rest.push({ node, isEnd: false });
  };
  push(outer);
  for (let visit = rest.pop(); visit !== undefined; visit = rest.pop()) {
    yield visit;
    if (visit.isEnd || visit.node.type !== "element" || visit.node.children.length === 0) continue;
    rest.push({ node: visit.node, isEnd: true });
    push(visit.node);
  }
}

function isTitle({ name, children }: HtmlElement): boolean {
  return (
    name === "title" &&
    children.some(
      (child) => child.type === "text" && /[^ \t\n\f\r\u00a0\u00ad\u200b\ufeff]/.test(child.text),
    )
  );
}

/** Without the line break right behind the start tag, which is no part of it, and the one at the end. */
function trimLines(text: string, { children }: HtmlElement): string {
  const begins = children[0]?.type === "text" ? (/^\r?\n/.exec(text)?.[0].length ?? 0) : 0;
  return text.slice(begins).replace(/\r?\n$/, "");
}

/** The language that a class names, as the highlighters of code write it. */
function languageOf({ attributes }: HtmlElement): string {
  const named = /(?:^|\s)(?:highlight-source-|language-|lang-|brush:\s?)([\w+#-]{1,30})/.exec(
    attributes.get("class") ?? "",
  );
  return named?.[1] ?? "";
}

/** A fence that no line begins with. */
function fenceFor(lines: readonly string[]): string {
  let longest = 2;
  for (const line of lines) longest = Math.max(longest, /^\s*(`*)/.exec(line)?.[1]?.length ?? 0);
  return "`".repeat(longest + 1);
}

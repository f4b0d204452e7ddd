import { LOOSE_ELEMENTS, SILENT_ELEMENTS } from "./element-sorts.ts";
import type { HtmlToken, OpenTag } from "./html-token.ts";

/**
 * Tokens with each hidden element, script, style, picture in SVG and template as one silent token. A hidden element without an
 * end tag is taken for a visible one: showing too much is better than hiding the rest of a page.
 */
export function dropHidden(tokens: readonly HtmlToken[]): HtmlToken[] {
  const ends = matchingEnds(tokens);
  const kept: HtmlToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as HtmlToken;
    const end = token.type === "open" && isUnseen(token) ? (ends[at] as number) : 0;
    if (end === 0) {
      kept.push(token);
      continue;
    }
    const last = tokens[end] as HtmlToken;
    // The next of its name ends an element too, and is no part of it.
    const isPart = last.type === "close" || end === at;
    kept.push({ type: "silent", from: token.from, to: isPart ? last.to : last.from });
    at = isPart ? end : end - 1;
  }
  return kept;
}

/** Whether an element and all in it is not to be seen. */
function isUnseen({ name, attributes }: OpenTag): boolean {
  if (SILENT_ELEMENTS.has(name) || attributes.has("hidden")) return true;
  if (name === "input") return attributes.get("type")?.toLowerCase() === "hidden";
  const style = attributes.get("style");
  return style !== undefined && /(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}none/i.test(style);
}

/**
 * By index of a start tag, that of the token that ends its element: tags of one name pair up like brackets. An empty element
 * ends itself; 0 where there is no end.
 */
function matchingEnds(tokens: readonly HtmlToken[]): Uint32Array {
  const ends = new Uint32Array(tokens.length);
  const open = new Map<string, number[]>();
  for (const [at, token] of tokens.entries()) {
    if (token.type !== "open" && token.type !== "close") continue;
    const own = open.get(token.name) ?? [];
    const ended = token.type === "close" || LOOSE_ELEMENTS.has(token.name) ? own.pop() : undefined;
    if (ended !== undefined) ends[ended] = at;
    if (token.type === "close") continue;
    if (token.empty) ends[at] = at;
    else own.push(at);
    open.set(token.name, own);
  }
  return ends;
}

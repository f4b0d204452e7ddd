import { LOOSE_ELEMENTS, RAW_ELEMENTS, SILENT_ELEMENTS } from "./element-sorts.ts";
import type { HtmlToken, OpenTag } from "./html-token.ts";

/**
 * Tokens with each hidden element, script, style, template and picture in SVG as one silent token; the texts of pictures stay.
 * A hidden element without an end tag is taken for a visible one: showing too much is better than hiding the rest of a page.
 */
export function dropHidden(tokens: readonly HtmlToken[]): HtmlToken[] {
  const ends = matchingEnds(tokens);
  const kept: HtmlToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as HtmlToken;
    const end = token.type === "open" && isUnseen(token) ? (ends[at] as number) : -1;
    if (end < 0) {
      kept.push(token);
      continue;
    }
    for (const part of isPicture(token) ? textsOfPicture(tokens, ends, at) : []) kept.push(part);
    at = isPicture(token) ? end : hideElement(tokens, at, { end, kept });
  }
  return kept;
}

/** Adds a hidden element as one token; answers its last token. */
function hideElement(
  tokens: readonly HtmlToken[],
  start: number,
  { end, kept }: { readonly end: number; readonly kept: HtmlToken[] },
): number {
  const { from } = tokens[start] as HtmlToken;
  const last = tokens[end] as HtmlToken;
  // The next of its name ends an element too, and is no part of it.
  const isPart = last.type === "close" || end === start;
  kept.push({ type: "silent", from, to: isPart ? last.to : last.from });
  return isPart ? end : end - 1;
}

/** Whether an element and all in it is not to be seen, but for the texts of a picture. */
function isUnseen(tag: OpenTag): boolean {
  return SILENT_ELEMENTS.has(tag.name) || isHidden(tag);
}

/** Whether this is a picture in SVG that is shown. */
function isPicture(tag: HtmlToken): boolean {
  return tag.type === "open" && tag.name === "svg" && !isHidden(tag);
}

function isHidden({ name, attributes }: OpenTag): boolean {
  if (attributes.size === 0) return false;
  if (attributes.has("hidden")) return true;
  if (name === "input") return attributes.get("type")?.toLowerCase() === "hidden";
  const style = attributes.get("style");
  return style !== undefined && /(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}none/i.test(style);
}

/** A picture from its start tag to its end as one silent token or, where it holds texts, some around those. */
function textsOfPicture(
  tokens: readonly HtmlToken[],
  ends: Int32Array,
  start: number,
): HtmlToken[] {
  const end = ends[start] as number;
  const parts: HtmlToken[] = [];
  let { from } = tokens[start] as HtmlToken;
  for (let at = start + 1; at < end; at++) {
    const token = tokens[at] as HtmlToken;
    const last = ends[at] as number;
    const isText = token.type === "open" && token.name === "text" && !isHidden(token);
    if (!isText || last <= at || last >= end) continue;
    parts.push({ type: "silent", from, to: token.from });
    parts.push(...lettersIn(tokens, ends, at));
    from = (tokens[last] as HtmlToken).to;
    at = last;
  }
  parts.push({ type: "silent", from, to: (tokens[end] as HtmlToken).to });
  return parts;
}

/** The texts in an element of a picture, between its tags. */
function lettersIn(tokens: readonly HtmlToken[], ends: Int32Array, start: number): HtmlToken[] {
  const end = ends[start] as number;
  const letters = [tokens[start] as HtmlToken];
  for (let at = start + 1; at < end; at++) {
    const token = tokens[at] as HtmlToken;
    if (token.type === "text") letters.push(token);
    if (token.type === "open" && RAW_ELEMENTS.has(token.name))
      at = Math.max(at, ends[at] as number);
  }
  return [...letters, tokens[end] as HtmlToken];
}

/**
 * By index of a start tag, that of the token that ends its element: tags of one name pair up like brackets. An empty element
 * ends itself; -1 where there is no end.
 */
function matchingEnds(tokens: readonly HtmlToken[]): Int32Array {
  const ends = new Int32Array(tokens.length).fill(-1);
  const open = new Map<string, number[]>();
  for (const [at, token] of tokens.entries()) {
    if (token.type !== "open" && token.type !== "close") continue;
    const own = stackOf(open, token.name);
    const ended = token.type === "close" || LOOSE_ELEMENTS.has(token.name) ? own.pop() : undefined;
    if (ended !== undefined) ends[ended] = at;
    if (token.type === "close") continue;
    if (token.empty) ends[at] = at;
    else own.push(at);
  }
  return ends;
}

function stackOf(stacks: Map<string, number[]>, name: string): number[] {
  const known = stacks.get(name);
  if (known !== undefined) return known;
  const stack: number[] = [];
  stacks.set(name, stack);
  return stack;
}

import type { HtmlElement } from "./html-node.ts";

/** Attributes of form fields that a reader sees the effect of, in the order of the source. */
const SHOWN: ReadonlySet<string> = new Set(
  "type name value placeholder checked selected disabled alt aria-label".split(" "),
);

/**
 * What an element shows besides its content: a picture's description, a form's field, a page's language and description, and,
 * with addresses, what a frame holds and what addresses are relative to. `undefined` for most elements.
 */
export function signOf(
  { name, attributes }: Pick<HtmlElement, "attributes" | "name">,
  addresses: boolean,
): string | undefined {
  if (FIELDS.has(name)) return shownTag(name, attributes);
  const valueOfKey = (key: string): string => oneLine(attributes.get(key) ?? "");
  const named = (label: string, key: string): string | undefined =>
    valueOfKey(key) === "" ? undefined : `${label}: ${valueOfKey(key)}`;
  if (name === "img") return valueOfKey("alt") === "" ? undefined : `![${valueOfKey("alt")}]`;
  if (name === "html") return named("lang", "lang");
  if (name === "meta") {
    return valueOfKey("name").toLowerCase() === "description"
      ? named("description", "content")
      : undefined;
  }
  return addresses ? addressSign(name, named("base", "href"), attributes.get("src")) : undefined;
}

/** What an element shows that is an address alone. */
function addressSign(
  name: string,
  base: string | undefined,
  source: string | undefined,
): string | undefined {
  if (name === "base") return base;
  const address = name === "iframe" || name === "frame" ? shownAddress(source) : undefined;
  return address === undefined ? undefined : `<${name} ${address}>`;
}

const FIELDS: ReadonlySet<string> = new Set(["input", "select", "textarea"]);

/** A form's field as a tag with what a reader sees of it. */
function shownTag(name: string, attributes: ReadonlyMap<string, string>): string {
  let tag = `<${name}`;
  for (const [key, value] of attributes) {
    if (!SHOWN.has(key)) continue;
    const text = oneLine(value);
    if (text === "") tag += ` ${key}`;
    else tag += /[\s"'<>=`]/.test(text) ? ` ${key}="${text}"` : ` ${key}=${text}`;
  }
  return `${tag}>`;
}

/** A link's address as it is written, where it leads to another page; `undefined` for scripts, data and places in this page. */
export function shownAddress(address: string | undefined): string | undefined {
  const text = oneLine(address ?? "");
  if (text === "" || /^(?:#|(?:javascript|data):)/i.test(text) || text.includes(">)")) {
    return undefined;
  }
  return /[\s()<>]/.test(text) ? `<${text}>` : text;
}

/** A text on one line, single spaces in it. */
function oneLine(text: string): string {
  return text
    .replace(/[\u00ad\u200b\ufeff]+/g, "")
    .replace(/[ \t\n\f\r\u00a0]+/g, " ")
    .trim();
}

import type { HtmlElement } from "./html-node.ts";

/** Attributes of form fields that a reader sees the effect of, in the order of the source. */
const SHOWN: ReadonlySet<string> = new Set(
  "type name value placeholder checked selected disabled alt aria-label".split(" "),
);

/**
 * What an element shows besides its content: a picture's description, a form's field, a group's label, a page's language and
 * description, and, with addresses, what a frame holds and what addresses are relative to. `undefined` for most elements.
 */
export function signOf(
  { name, attributes }: Pick<HtmlElement, "attributes" | "name">,
  addresses: boolean,
): string | undefined {
  if (FIELDS.has(name)) return shownTag(name, attributes);
  if (name === "img") {
    const description = oneLine(attributes.get("alt") ?? "");
    return description === "" ? undefined : `![${description}]`;
  }
  if (name === "html") return labelled("lang", attributes.get("lang"));
  if (name === "optgroup") return labelled("group", attributes.get("label"));
  if (name === "meta") {
    const isDescription = oneLine(attributes.get("name") ?? "").toLowerCase() === "description";
    return isDescription ? labelled("description", attributes.get("content")) : undefined;
  }
  return addresses ? addressSign(name, attributes) : undefined;
}

/** What an element shows that is an address alone. */
function addressSign(name: string, attributes: ReadonlyMap<string, string>): string | undefined {
  if (name === "base") return labelled("base", attributes.get("href"));
  if (name !== "iframe" && name !== "frame") return undefined;
  const address = shownAddress(attributes.get("src"));
  return address === undefined ? undefined : `<${name} ${address}>`;
}

function labelled(label: string, value: string | undefined): string | undefined {
  const text = oneLine(value ?? "");
  return text === "" ? undefined : `${label}: ${text}`;
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

import { loadEntities } from "../load-html-libraries.ts";

const FIELD = /^(?:input|select|textarea)$/;
const OF_FIELDS = /^(?:type|name|value|placeholder|checked|selected|disabled|alt|aria-label)$/;

/** What a start tag puts on a page by itself, where it does. Attributes are as they are written. */
export function shownSign(
  name: string,
  attributes: ReadonlyMap<string, string>,
  addresses: boolean,
): string | undefined {
  if (FIELD.test(name)) {
    const shown = Array.from(attributes).filter(([key]) => OF_FIELDS.test(key));
    return [name, ...shown.map(([key, value]) => `${key} ${decoded(value)}`)].join(" ");
  }
  const read = (key: string): string => decoded(attributes.get(key));
  const has = (key: string): boolean => /[^\s\u00ad\u200b\ufeff]/.test(read(key));
  if (name === "img") return has("alt") ? read("alt") : undefined;
  if (name === "html") return has("lang") ? `lang ${read("lang")}` : undefined;
  if (name === "base") return addresses && has("href") ? `base ${read("href")}` : undefined;
  if (name === "meta") {
    const isDescription = /^\s*description\s*$/i.test(read("name"));
    return isDescription && has("content") ? `description ${read("content")}` : undefined;
  }
  if (name !== "iframe" && name !== "frame") return undefined;
  const address = addresses ? proseAddress(attributes.get("src")) : undefined;
  return address === undefined ? undefined : `${name} ${address}`;
}

/** A link's address without white space, where it leads out of the page. */
export function proseAddress(written: string | undefined): string | undefined {
  const address = decoded(written)
    .replace(/[\u00ad\u200b\ufeff]+/g, "")
    .trim();
  const leads =
    address !== "" && !/^#/.test(address) && !/^(?:javascript|data):|>\)/i.test(address);
  return leads ? address.replace(/\s+/g, "") : undefined;
}

function decoded(value: string | undefined): string {
  return loadEntities().decodeHTMLAttribute(value ?? "");
}

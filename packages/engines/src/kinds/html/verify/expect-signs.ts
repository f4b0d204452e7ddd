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
  const read = (key: string, label = ""): string | undefined => {
    const value = decoded(attributes.get(key));
    return /[^\s\u00ad\u200b\ufeff]/.test(value) ? `${label} ${value}` : undefined;
  };
  if (name === "img") return read("alt");
  if (name === "html") return read("lang", "lang");
  if (name === "optgroup") return read("label", "group");
  if (name === "meta") {
    return /^\s*description\s*$/i.test(read("name") ?? "")
      ? read("content", "description")
      : undefined;
  }
  if (!addresses) return undefined;
  if (name === "base") return read("href", "base");
  if (name !== "iframe" && name !== "frame") return undefined;
  const address = proseAddress(attributes.get("src"));
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

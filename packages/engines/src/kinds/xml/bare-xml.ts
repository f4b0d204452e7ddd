const UNSAFE = /\p{Control}|\p{Surrogate}/u;
const BARE_VALUE = /^[^\s"'=<>`\\]+$/;

/** Content behind an element's name, in JSON quotes where it would not stay on its line. */
export function contentText(text: string): string {
  const isBare = text !== "" && !text.startsWith('"') && text.trim() === text && !UNSAFE.test(text);
  return isBare ? text : JSON.stringify(text);
}

/** An attribute's value, in JSON quotes where it holds blanks or signs of the notation. */
export function attributeText(value: string): string {
  return BARE_VALUE.test(value) && !value.endsWith(":") && !UNSAFE.test(value)
    ? value
    : JSON.stringify(value);
}

/** A comment as it stands, over several lines too; a declaration in JSON quotes where it would not stay on its line. */
export function otherText(raw: string): string {
  return raw.startsWith("<!--") || !UNSAFE.test(raw) ? raw : JSON.stringify(raw);
}

/** An element as a line; in JSON quotes where it would not stay on its line. */
export function elementText(xml: string): string {
  return UNSAFE.test(xml) ? JSON.stringify(xml) : xml;
}

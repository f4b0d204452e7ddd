import type { TextSample } from "../../detect/text-sample.ts";

const PROLOG =
  /^\ufeff?\s{0,100}(?:<\?xml\s|<!DOCTYPE (?!html)[\w:.-]{1,100}[\s>[]|<!--|<([A-Za-z_][\w.:-]{0,100})(?=[\s/>]))/;

/**
 * How sure one can be that a text is an XML document: it begins with a declaration or a tag, and ends with the end of an
 * element. HTML is not XML, and neither is a fragment of JSX or a page of Markdown that begins with a tag.
 */
export function looksLikeXml({ head, text }: TextSample): number {
  const found = PROLOG.exec(head);
  if (found === null || /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html[\s>])/i.test(head))
    return 0;
  if (head.startsWith("<?xml", found[0].indexOf("<"))) return isPage(head) ? PAGE : 0.95;
  const tail = text.slice(-400).trimEnd();
  if (!/<\/[A-Za-z_][\w.:-]{0,100}\s*>$|\/>$|-->$/.test(tail)) return 0;
  const name = found[1];
  if (name === undefined) return tail.endsWith("-->") || !/<[A-Za-z_]/.test(head) ? 0 : 0.7;
  return tail.endsWith(`</${name}>`) ||
    (tail.endsWith("/>") && text.lastIndexOf("<") === text.indexOf("<"))
    ? 0.7
    : 0;
}

/** XHTML is XML, and yet a page: what knows pages knows better. */
const PAGE = 0.6;

function isPage(head: string): boolean {
  return /<(?:!DOCTYPE html|html)[\s>]/i.test(head.slice(0, 2000));
}

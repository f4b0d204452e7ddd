import type { TextSample } from "../../detect/text-sample.ts";

const PAGE =
  /^\ufeff?\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100})?(?:<!--[\s\S]{0,2000}?-->\s{0,100}){0,3}<(?:!doctype html|html[\s>])/i;
const TAGS =
  /<\/?(?:a|article|aside|b|blockquote|body|br|button|code|dd|div|dl|dt|em|fieldset|figure|footer|form|h[1-6]|head|header|hr|i|img|input|label|legend|li|link|main|meta|nav|ol|option|p|pre|script|section|select|small|span|strong|style|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul)(?=[\s>/])/gi;
/** What JSX, Vue's templates and the like have, and a page does not. */
const COMPONENT =
  /\bclassName=|=\{|\{`|\bv-(?:if|for|bind|model|on)\b|\s@\w+=|<template>|<script setup|\bimport\s[^;\n]{0,200}\bfrom\s*['"]|^export (?:default|const)|<\?php|<%/m;
/** What Markdown has, and the text of a fragment does not: headings, fences, links, emphasis, lists of links. */
const MARKDOWN =
  /^(?:#{1,6} \S|```|~~~|\[[^\]\n]{1,100}\]: )|\[[^\]\n]{1,200}\]\((?:https?:|#|\.|\/)|\*\*\w/gm;

/**
 * How sure one can be that a text is HTML: it begins as a page does, or with a tag and has many that only HTML has. Markdown with
 * some tags, JSX and templates of components are not.
 */
export function looksLikeHtml({ head }: TextSample): number {
  if (PAGE.test(head)) return 0.95;
  const start = head
    .slice(0, 2000)
    .replace(/^\ufeff/, "")
    .trimStart();
  if (!/^<(?:!--|[a-z][a-z0-9]{0,9}(?=[\s>/]))/i.test(start) || start.startsWith("<?xml")) return 0;
  if (COMPONENT.test(head)) return 0;
  const tags = head.match(TAGS)?.length ?? 0;
  const all = head.match(/<\/?[a-zA-Z]/g)?.length ?? 0;
  if (tags < 4 || tags < all * 0.8) return 0;
  if ((head.match(MARKDOWN)?.length ?? 0) > 1) return 0;
  return tags >= 8 ? 0.85 : 0.7;
}

import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Pages and fragments of all sorts: nested and torn tags, tables, lists, code, forms, hidden parts, entities, lookalikes. */
export const htmlFuzz: FuzzKind = {
  kind: "html",
  hints: { command: "curl -s https://example.com/" },
  generate,
  values: (text) => text.split("<").length,
};

const BLOCKS = [
  "div",
  "p",
  "section",
  "article",
  "main",
  "nav",
  "aside",
  "header",
  "footer",
  "ul",
  "ol",
  "li",
  "blockquote",
  "form",
  "details",
  "summary",
  "figure",
  "dl",
  "dt",
  "dd",
  "center",
];
const INLINES = [
  "a",
  "b",
  "em",
  "span",
  "code",
  "kbd",
  "label",
  "button",
  "small",
  "time",
  "x-tag",
  "sup",
  "q",
];
const ODD = [
  "pre",
  "textarea",
  "title",
  "template",
  "svg",
  "script",
  "style",
  "noscript",
  "select",
  "option",
  "iframe",
  "xmp",
  "h1",
  "h2",
  "h6",
  "table",
  "tr",
  "td",
  "th",
  "tbody",
  "caption",
  "math",
  "html",
  "body",
  "head",
];
const ALONE = ["br", "hr", "img", "input", "meta", "base", "wbr", "link"];
const ATTRIBUTES = [
  ...[
    "hidden",
    'style="display: none"',
    "class=nav",
    'class="main content"',
    'id="comments"',
    "lang=en",
    "role=navigation",
    "role=presentation",
  ],
  ...[
    'href="/a?b=1&amp;c=2"',
    "href=https://example.com/x",
    'href="#top"',
    'href="a b(c)"',
    "href=javascript:x",
    'href="x>)y"',
    "href",
  ],
  ...[
    'alt="a picture"',
    "alt='x](y)'",
    "src=z.png",
    "type=hidden",
    'value="5 | 6"',
    "name=q",
    'name="description" content="says &quot;it&quot;"',
  ],
  ...[
    "colspan=2",
    'rowspan="3"',
    "colspan=0",
    "start=7",
    'class="language-ts"',
    "data-x='>'",
    "=",
    "a=b=c",
    'title="<b>"',
    "selected",
    "/",
  ],
];
const TEXTS = [
  ...[
    "Some words that make a sentence, and then another one.",
    "word",
    " ",
    "\n",
    "  two  spaces ",
    "1. first",
    "12.",
    "- item",
    "# heading",
    "| a | b |",
    "```",
    "~~~",
  ],
  ...[
    "... lines 3-4",
    "... span 5-9",
    "... 3 spans, 1-40",
    "[text](url)",
    "](x)",
    "]",
    "(y)",
    "a < b",
    "<3",
    "</>",
    "<",
    "&",
    "&amp;",
    "&lt;b&gt;",
    "&#46;..",
    "&nbsp;",
    "&notit;",
    "&#x41;",
    "&am&amp;",
    "&shy;",
  ],
  ...[
    "日本語の文章です。",
    "العربية",
    "\u{1f600}",
    "\ud800",
    "\0",
    "\u00ad",
    "\u200b",
    "\u3000",
    "\r\n",
    "\t",
    "x".repeat(300),
    "\\",
    "*",
    "_",
    "`",
    "$5.00",
    "3,141.59",
    "(c) 2026",
    "Note: see below",
    ">",
  ],
];
const SILENT = [
  "<!-- c -->",
  "<!-->",
  "<!--->",
  "<!-- -- > -->",
  "<!doctype html>",
  "<![CDATA[ x > y ]]>",
  "<?xml version='1.0'?>",
  "<!>",
  "<!->",
  "<![x>",
  "</3>",
  "<script>if (a < b) {}</script>",
  "<style>p { }</style>",
  "<svg><text>t</text></svg>",
];
const TORN = [
  "<a href=",
  '<a href="x',
  "<div",
  "</",
  "</div",
  "<!--",
  "<!",
  "<?",
  "<script>",
  "<title>",
  "<pre>",
  "</p >",
  "<textarea>",
  "&am",
  "<a /",
  "<a b /",
  "</a ",
  "<scri",
  "<svg>",
  "<td hidden>",
  "<p hidden>",
];

function generate(random: Random): string {
  const parts: string[] = [];
  if (random.chance(0.5))
    parts.push('<!DOCTYPE html>\n<html lang="en"><head><title>A page</title></head>\n<body>\n');
  const count = random.whole(random.pick([6, 30, 120]));
  const open: string[] = [];
  for (let at = 0; at < count; at++) parts.push(part(random, open));
  if (random.chance(0.7)) while (open.length > 0) parts.push(`</${open.pop()}>`);
  if (random.chance(0.1)) parts.push(random.pick(TORN));
  let text = parts.join(random.pick(["", "", "\n"]));
  if (random.chance(0.05)) text = text.replaceAll("\n", "\r\n");
  return random.chance(0.05) ? text.slice(0, random.whole(text.length + 1)) : text;
}

function part(random: Random, open: string[]): string {
  const sort = random.whole(100);
  if (sort < 35) return random.pick(TEXTS);
  if (sort < 40) return random.pick(SILENT);
  if (sort < 47) return `<${random.pick(ALONE)}${attributes(random)}>`;
  if (sort < 53) return table(random);
  if (sort < 56)
    return `<pre${attributes(random)}><code>${random.pick(TEXTS)}\n  ${random.pick(TEXTS)}\n</code></pre>`;
  if (sort < 60) return `<a${attributes(random)}>${random.pick(TEXTS)}</a>`;
  if (sort < 63)
    return `<h${1 + random.whole(6)}>${random.pick(TEXTS)}${random.pick(TEXTS)}</h${1 + random.whole(6)}>`;
  if (sort < 64) return random.pick(TORN);
  if (sort < 80 && open.length > 0)
    return `</${random.chance(0.9) ? open.pop() : random.pick(open)}>`;
  const name = random.pick(random.chance(0.5) ? BLOCKS : random.chance(0.5) ? INLINES : ODD);
  open.push(name);
  return `<${name}${attributes(random)}>`;
}

function attributes(random: Random): string {
  let text = "";
  while (random.chance(0.4)) text += ` ${random.pick(ATTRIBUTES)}`;
  return random.chance(0.03) ? `${text}/` : text;
}

function table(random: Random): string {
  const columns = 1 + random.whole(4);
  let text = `<table${attributes(random)}>${random.chance(0.2) ? "<caption>cap</caption>" : ""}`;
  const rows = random.whole(5);
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns }, () => cell(random, row === 0));
    text += `<tr>${cells.join("")}${random.chance(0.9) ? "</tr>\n" : "\n"}`;
  }
  return `${text}${random.chance(0.97) ? "</table>" : ""}`;
}

function cell(random: Random, isFirstRow: boolean): string {
  const name = isFirstRow && random.chance(0.7) ? "th" : "td";
  const inner = random.chance(0.05) ? part(random, []) : random.pick(TEXTS);
  const own = random.chance(0.2) ? attributes(random) : "";
  return `<${name}${own}>${inner}${random.chance(0.9) ? `</${name}>` : ""}`;
}

import fc from "fast-check";

const TAGS = [
  ..."div p span a b li ul ol h2 td tr table pre code nav aside main article section footer select option title blockquote dl dt dd".split(
    " ",
  ),
  ..."script style svg template textarea noscript label button sup del ruby rt mfrac text optgroup thead iframe".split(
    " ",
  ),
];
const ATTRIBUTES = [
  "",
  "",
  "",
  " hidden",
  ' href="/a?b=1&amp;c=(2)"',
  ' class="sidebar"',
  " colspan=2 rowspan=2",
  ' style="display:none"',
  " a='>'",
  ' start=3 value=7 label="x y" reversed',
];
const TEXTS = [
  ...[
    "Some words make a sentence. Another one follows it here.",
    "word",
    " \n ",
    "1. one",
    "# two",
    "| three |",
    "](x)",
    "... lines 3-4",
    "&lt;b&gt;",
    "&#46;.. span 2-9",
  ],
  ...[
    "&nbsp;&shy;",
    "&notit",
    "日本語の文章です。次の文です。",
    "\u{1f600}",
    "\ud800",
    "\0",
    "a < b",
    "</>",
    "<!-- c -->",
    "<!doctype html>",
    "<br>",
    '<img alt="a|b" src=x>',
  ],
  ...[
    "<input name=q value='a b'>",
    "<hr/>",
    "</p>",
    "</br>",
    "</div>",
    "</td>",
    "<a href='",
    "<script>if (a < b) {}</script>",
    "<svg><title>n</title><text x=1>one<tspan>two</tspan></text><path/></svg>",
    "```",
    "x".repeat(260),
  ],
];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...TAGS),
        fc.constantFrom(...ATTRIBUTES),
        fc.constantFrom(...TEXTS),
        fc.boolean(),
      )
      .map(
        ([tag, attributes, text, isClosed]) =>
          `<${tag}${attributes}>${text}${isClosed ? `</${tag}>` : ""}`,
      ),
  },
);

const cells = fc.array(fc.constantFrom(...TEXTS.slice(0, 14)), { minLength: 2, maxLength: 3 });
const table = fc
  .array(cells, { minLength: 1, maxLength: 3 })
  .map(
    (rows) =>
      `<table>${rows.map((row) => `<tr><td>${row.join("</td><td>")}</td></tr>`).join("\n")}</table>`,
  );

/** Pages and fragments, well-formed and torn. */
export const pages: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 6, arbitrary: piece }, { weight: 1, arbitrary: table }), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(""));

import { parseMarkers } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { Source } from "../../ladder/source.ts";
import { htmlKind } from "./html-kind.ts";
import { readPage } from "./read-page.ts";
import { renderPage } from "./render-page.ts";
import { writePage } from "./write-page.ts";

const engine = new HeuristicEngine();
const STYLE = `<style>\n${".item { padding: 0; margin: 0 }\n".repeat(80)}</style>`;
const PAGE = `<!DOCTYPE html>
<html lang="en"><head><title>Settings &amp; limits</title>
${STYLE}
<script>track("page")</script></head>
<body>
<nav class="top"><ul><li><a href="/">Home</a></li><li><a href="/docs">Docs</a></li></ul></nav>
<main>
<h1>Settings</h1>
<p>Every value has a <a href="/defaults?a=1&amp;b=2">default</a>, and <code>--limit</code> sets
   the largest one.<br>1. It is checked at once, and when the server starts again after a failure.</p>
<pre><code class="language-sh">run --limit 5 \\
    &lt; input.txt

</code></pre>
<table><caption>Limits</caption>
<tr><th>Name</th><th>Unit</th><th>Most</th></tr>
<tr><td rowspan="2">size</td><td>MB</td><td>5 | 6</td></tr>
<tr><td>pages</td><td>12</td></tr>
</table>
<ol start="3"><li>first<ul><li>inner</li></ul></li><li>second</li></ol>
<blockquote><p>Measure twice.</p></blockquote>
<dl><dt>cold</dt><dd>not in the cache</dd></dl>
<div hidden>never shown</div>
<form><label>Name <input name="q" value="a b" type="text"></label><input type="hidden" name="csrf" value="x1"></form>
</main>
<footer>All rights reserved, and so on.</footer>
</body></html>
`;

const FREE = { encoding: "none", exact: false, count: (text: string) => text.length };

function bodyOf(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}

const rungs = new Map(
  [...engine.ladder(PAGE, { kind: "html" })].map((rung) => [rung.level, rung] as const),
);

describe("htmlKind", () => {
  it("writes what a reader sees as Markdown, and marks what hides", () => {
    expect(rungs.get("page")?.grade).toBe("facts-verified");
    expect(bodyOf(rungs.get("page")?.text ?? "")).toMatchInlineSnapshot(`
      "lang: en
      title: Settings & limits
      ... lines 3-85

      - [Home](/)
      - [Docs](/docs)

      # Settings

      Every value has a [default](/defaults?a=1&b=2), and \`--limit\` sets the largest one.
      1\\. It is checked at once, and when the server starts again after a failure.

      \`\`\`sh
      run --limit 5 \\
          < input.txt

      \`\`\`

      Limits
      | Name | Unit | Most |
      |-|-|-|
      | size | MB | 5 \\| 6 |
      | | pages | 12 |

      3. first
         - inner
      4. second

      > Measure twice.

      cold
      : not in the cache

      Name <input name=q value="a b" type=text>
      All rights reserved, and so on.
      ... 3 spans, 1-3590"
    `);
  });

  it("leaves out navigation and footer in main, each marked by its place in the source", () => {
    const main = rungs.get("main");
    expect(main?.grade).toBe("extractive");
    expect(main?.text).not.toMatch(/Home|rights reserved/);
    expect(main?.text).toContain("| size | MB | 5 \\| 6 |");
    const lines = PAGE.split("\n");
    const left = parseMarkers(main?.text ?? "")
      .filter(({ count, unit }) => unit === "line" || count === 1)
      .map(({ from, to, unit }) =>
        unit === "line" ? lines.slice(from - 1, to).join("\n") : PAGE.slice(from - 1, to),
      );
    expect(left.some((part) => part.includes("Home"))).toBe(true);
    expect(left.some((part) => part.includes("rights reserved"))).toBe(true);
  });

  it("selects blocks under a limit by what is asked for", () => {
    const packed = engine.pack(PAGE, { kind: "html", maxTokens: 90, query: "server failure" });
    expect(packed.level).toBe("selected");
    expect(packed.text).toContain("starts again after a failure");
    expect(packed.tokens).toBeLessThanOrEqual(90);
  });

  it("comes close to a limit, and keeps what is asked for", () => {
    for (let maxTokens = 80; maxTokens <= 150; maxTokens += 5) {
      const packed = engine.pack(PAGE, { kind: "html", maxTokens, query: "server failure" });
      expect(packed.text).toContain("starts again after a failure");
      expect(packed.tokens).toBeLessThanOrEqual(maxTokens);
      expect(packed.tokens).toBeGreaterThan(0.85 * maxTokens);
    }
  });

  it("refuses an output that changes a cell, a line of code, an address or a word, or hides what is seen", () => {
    const source = new Source(PAGE, {
      counter: { encoding: "none", exact: false, count: (text) => text.length },
    });
    const body = bodyOf(rungs.get("page")?.text ?? "");
    const check = (from: string, to: string): string | undefined => {
      expect(body).toContain(from);
      return htmlKind.verify(source, {
        level: "page",
        grade: "facts-verified",
        body: body.replace(from, to),
        sigil: "...",
      });
    };
    expect(check("", "")).toBeUndefined();
    expect(check("| | pages | 12 |", "| pages | | 12 |")).toMatch(/row/);
    expect(check("    < input", "  < input")).toMatch(/code/);
    expect(check("](/docs)", "](/dogs)")).toMatch(/address/);
    expect(check("# Settings\n", "## Settings\n")).toMatch(/heading/);
    expect(check("largest", "smallest")).toMatch(/output/);
    expect(check("4. second", "5. second")).toMatch(/number/);
    expect(check("Measure twice.", "... line 25")).toMatch(/output/);
  });

  it("says of inline content, lists, pictures and choices what a reader sees of them", () => {
    const shown = (html: string): string => {
      const page = writePage(readPage(html), { addresses: true });
      return renderPage(new Source(html, { counter: FREE }), page, { sigil: "..." }).body;
    };
    const cases: readonly (readonly [html: string, text: string])[] = [
      ["10<sup>6</sup> H<sub>2</sub>O x<sup>a b</sup>", "10^6 H_2O x^(a b)"],
      ["<del>$20</del> $10", "~~$20~~ $10"],
      ["<math><mfrac><mi>a</mi><mrow><mi>b</mi><mi>c</mi></mrow></mfrac></math>", "a/(bc)"],
      ["<ruby>漢<rt>kan</rt></ruby>", "漢(kan)"],
      ["<ol reversed><li>x<li value=7>y<li>z</ol>", "3. x\n7. y\n6. z"],
      ["<ol start=-1><li>x<li>y</ol>", "-1. x\n0. y"],
      ["a</br>b</p>c", "a\nb\n\nc"],
      ["<pre>// ... and so on</pre>", "```\n// ... and so on\n```"],
      ["<pre>run<button>copy</button></pre>", "```\nrun\ncopy\n```"],
      ["<optgroup label=Sizes><option>S</optgroup>", "group: Sizes\n[S]"],
      ["<a href=/x><i></i></a>y", "y\n... span 2-11"],
      ["<table><thead><tr><td>a<td>b<tbody><tr><td>1<td>2</table>", "| a | b |\n|-|-|\n| 1 | 2 |"],
      [
        "<svg><title>t</title><text>one<tspan>two</tspan></text></svg>",
        "onetwo\n... 2 spans, 1-61",
      ],
    ];
    for (const [html, text] of cases) expect(shown(html)).toBe(text);
  });

  it("packs a page of 5,000 open elements, and one torn anywhere", () => {
    const deep = engine.pack(`${"<div>".repeat(5000)}deep`, { kind: "html", counter: FREE });
    expect(deep.text.split("\n")[1]).toBe("deep");
    const torn = [
      "<pre bel><th hod></pre>\t<h><pre><code>..\n</code></pre>",
      "<input class=v hidden><p class=a>text",
      `${"<kbd><a >".repeat(7)}<title>e`,
    ];
    for (const text of torn) {
      expect(engine.pack(text, { kind: "html", counter: FREE }).verifyFailures).toBe(0);
    }
    for (let at = 0; at < PAGE.length; at += 499) {
      expect(engine.pack(PAGE.slice(0, at), { kind: "html", counter: FREE }).verifyFailures).toBe(
        0,
      );
    }
  });
});

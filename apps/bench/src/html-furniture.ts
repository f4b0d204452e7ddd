import type { Random } from "./fuzz/random.ts";

const PLACES =
  "Home Products Pricing Docs Blog Community Support Careers Press Partners Status Contact Changelog Guides Examples Showcase".split(
    " ",
  );

/** A page around a content: header, navigation, table of contents, advertising, related pages, cookie notice, footer, scripts. */
export function furnished(content: string, random: Random): string {
  const links = (count: number): string =>
    Array.from({ length: count }, () => {
      const place = random.pick(PLACES);
      return `      <li class="item"><a href="/${place.toLowerCase()}/${random.whole(1000)}" class="link">${place} ${random.whole(100)}</a></li>`;
    }).join("\n");
  const wrapper = random.pick([
    '<main class="content">',
    '<div id="content" class="markdown-body">',
    "<article>",
    '<div class="docs-page"><div class="inner">',
  ]);
  const closing = wrapper.startsWith("<main")
    ? "</main>"
    : wrapper.startsWith("<article")
      ? "</article>"
      : wrapper.includes("inner")
        ? "</div></div>"
        : "</div>";
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>A page of the documentation</title>
  <link rel="stylesheet" href="/assets/main.css">
  <style>.item { padding: 0 } .link:hover { color: #${random.whole(900) + 100} }</style>
  <script>window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) } gtag("js", ${random.whole(1e9)});</script>
</head>
<body class="page">
  <div class="cookie-banner" role="dialog"><p>We use cookies to make this site better and to measure how it is used.</p><button>Accept all</button></div>
  <header class="site-header"><a href="/" class="logo">Example</a>
    <nav><ul>
${links(8)}
    </ul></nav>
    <form role="search"><input type="search" name="q" placeholder="Search the docs"></form>
  </header>
  <div class="layout">
    <aside class="sidebar"><ul>
${links(25)}
    </ul></aside>
    ${wrapper}
${content}
    ${closing}
    <div class="related-posts"><h4>You may also like</h4><ul>
${links(5)}
    </ul></div>
  </div>
  <footer class="footer"><p>Copyright 2026 Example Inc. All rights reserved. Terms, privacy and the small print of all kinds.</p><ul>
${links(12)}
  </ul></footer>
  <script src="/assets/app.${random.whole(1e6)}.js"></script>
  <!-- rendered in ${random.whole(100)} ms -->
</body>
</html>
`;
}

import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { fitPage } from "./fit-page.ts";
import type { HtmlElement } from "./html-node.ts";
import { looksLikeHtml } from "./looks-like-html.ts";
import { aroundContent } from "./main-content.ts";
import { readPage } from "./read-page.ts";
import { renderPage } from "./render-page.ts";
import { verifyPage } from "./verify/verify-page.ts";
import { type PageChoice, writePage } from "./write-page.ts";

/**
 * HTML pages and fragments, well-formed or not, as the Markdown that a reader would see. Rungs: `page` with the addresses of links;
 * `texts` without; `main` the content alone, navigation and the like left out. Scripts, styles, comments and hidden elements are
 * marked in lines or spans of the source where they are large, and counted by a last marker where they are small, together
 * with addresses that are left out. Tags and other attributes are notation.
 */
export const htmlKind: KindProcessor = {
  name: "html",
  version: 1,
  kind: "html",
  looksLike: looksLikeHtml,
  *rungs(source) {
    const root = readPage(source.text);
    yield written(source, root, { level: "page", choice: { addresses: true } });
    yield written(source, root, { level: "texts", choice: { addresses: false } });
    const leftOut = aroundContent(root);
    if (leftOut.size === 0) return;
    yield written(source, root, { level: "main", choice: { addresses: false, leftOut } });
  },
  fit(source, request) {
    const root = readPage(source.text);
    const page = writePage(root, { addresses: false });
    return fitPage({ source, page, around: aroundContent(root), request });
  },
  verify: verifyPage,
};

interface Rung {
  readonly level: "main" | "page" | "texts";
  readonly choice: PageChoice;
}

function written(source: Source, root: HtmlElement, { level, choice }: Rung): ComputedDraft {
  return {
    type: "computed",
    level,
    grade: level === "main" ? "extractive" : "facts-verified",
    render: (style) => renderPage(source, writePage(root, choice), style),
  };
}

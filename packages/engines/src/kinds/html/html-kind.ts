import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { fitPage } from "./fit-page.ts";
import type { HtmlElement } from "./html-node.ts";
import { looksLikeHtml } from "./looks-like-html.ts";
import { aroundContent } from "./main-content.ts";
import type { PageText } from "./page-text.ts";
import { readPage } from "./read-page.ts";
import { renderPage } from "./render-page.ts";
import { verifyPage } from "./verify/verify-page.ts";
import { writePage } from "./write-page.ts";

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
    const page = pageOf(source);
    yield written(source, { level: "page", text: page.withAddresses });
    yield written(source, { level: "texts", text: page.texts });
    yield written(source, { level: "main", text: page.content });
  },
  fit(source, request) {
    const { texts, around } = pageOf(source);
    const { name: codec, version } = htmlKind;
    return fitPage({ source, page: texts(), around: around(), request }, { codec, version });
  },
  verify: verifyPage,
};

/** A page's text in several choices, each made when it is asked for. */
interface Page {
  readonly withAddresses: () => PageText;
  readonly texts: () => PageText;
  readonly around: () => ReadonlySet<HtmlElement>;
  /** What is not around the content. */
  readonly content: () => PageText;
}

const pages = new WeakMap<Source, Page>();

/** A source's page, read once for all rungs. */
function pageOf(source: Source): Page {
  const known = pages.get(source);
  if (known !== undefined) return known;
  const root = once(() => readPage(source.text));
  const around = once(() => aroundContent(root()));
  const page: Page = {
    withAddresses: () => writePage(root(), { addresses: true }),
    texts: once(() => writePage(root(), { addresses: false })),
    around,
    content: () => writePage(root(), { addresses: false, leftOut: around() }),
  };
  pages.set(source, page);
  return page;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

interface Rung {
  readonly level: "main" | "page" | "texts";
  readonly text: () => PageText;
}

function written(source: Source, { level, text }: Rung): ComputedDraft {
  return {
    type: "computed",
    level,
    grade: level === "main" ? "extractive" : "facts-verified",
    render: (style) => renderPage(source, text(), style),
  };
}

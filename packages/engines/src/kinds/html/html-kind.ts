import type { ComputedDraft } from "../../ladder/draft.ts";
import type { KindProcessor } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { readPage } from "./read-page.ts";
import { renderPage } from "./render-page.ts";
import { verifyPage } from "./verify/verify-page.ts";
import { type PageChoice, writePage } from "./write-page.ts";

export const htmlKind: KindProcessor = {
  name: "html",
  version: 1,
  kind: "html",
  *rungs(source) {
    const root = readPage(source.text);
    const write = (
      level: string,
      grade: ComputedDraft["grade"],
      choice: PageChoice,
    ): ComputedDraft => ({
      type: "computed",
      level,
      grade,
      render: (style) => renderPage(source, writePage(root, choice), style),
    });
    yield write("page", "facts-verified", { addresses: true });
    yield write("texts", "facts-verified", { addresses: false });
  },
  verify: verifyPage,
};
export type { Source };

import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import TurndownService from "turndown";

/** The article of a page as the reader view of Firefox finds it, on the tree of linkedom; empty where it finds none or fails. */
export function readabilityText(html: string): string {
  try {
    const { document } = parseHTML(html);
    return (
      new Readability(document as unknown as ConstructorParameters<typeof Readability>[0]).parse()
        ?.textContent ?? ""
    );
  } catch {
    return "";
  }
}

/** The whole page as turndown's Markdown; scripts and styles are taken out, as its users do. */
export function turndownText(html: string): string {
  return new TurndownService({ codeBlockStyle: "fenced", headingStyle: "atx" })
    .remove(["script", "style"])
    .turndown(html);
}

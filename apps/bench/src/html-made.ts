import { createRandom, type Random } from "./fuzz/random.ts";
import { furnished } from "./html-furniture.ts";
import type { GoldPage } from "./html-pages.ts";

const WORDS =
  "server cache request timeout database index query token budget memory thread release version update config plugin module package build deploy error warning log trace session account payment order delivery battery screen camera keyboard engine wheel window garden kitchen table chair lamp river mountain station ticket museum concert".split(
    " ",
  );
const NAMES = "Ada Ben Chloe Dmitri Elif Farid Grace Hana Ivan Jin Kofi Lena".split(" ");

function sentence(random: Random): string {
  const words = Array.from({ length: 6 + random.whole(12) }, () => random.pick(WORDS));
  return `The ${words.join(" ")} is ${random.whole(1000)}.`;
}

function sentences(random: Random, most: number): string {
  return Array.from({ length: 1 + random.whole(most) }, () => sentence(random)).join(" ");
}

type Made = Pick<GoldPage, "codes" | "headings" | "rows"> & {
  readonly html: string;
  readonly texts: readonly string[];
};

/** Pages of three sorts whose content is known because it is drawn: threads, listings, applications. */
export function madePages(sort: "application" | "listing" | "thread", count: number): GoldPage[] {
  return Array.from({ length: count }, (_, seed): GoldPage => {
    const random = createRandom(seed + 1000);
    const { html, texts, ...rest } = MAKERS[sort](random);
    const text = texts.join("\n");
    return { name: `${sort} ${seed}`, html: furnished(html, random), text, isWhole: true, ...rest };
  });
}

const MAKERS = { application, listing, thread } as const;

function thread(random: Random): Made {
  const title = `Why is the ${random.pick(WORDS)} of my ${random.pick(WORDS)} slow?`;
  const texts = [title];
  const codes: string[] = [];
  const posts = Array.from({ length: 3 + random.whole(15) }, (_, index) => {
    const author = random.pick(NAMES);
    const date = `2026-0${1 + random.whole(9)}-1${random.whole(10)}`;
    const body = Array.from({ length: 1 + random.whole(3) }, () => sentences(random, 4));
    texts.push(author, date, ...body);
    const code = random.chance(0.3)
      ? `const ${random.pick(WORDS)} = ${random.whole(99)};\n  if (x < ${index}) {\n    run();\n  }`
      : "";
    if (code !== "") codes.push(code);
    texts.push(code);
    return `<div class="post" id="p${index}"><div class="post-author"><a href="/u/${author}">${author}</a> <time>${date}</time></div>
<div class="post-text">${body.map((text) => `<p>${text}</p>`).join("\n")}${code === "" ? "" : `<pre><code>${code.replaceAll("<", "&lt;")}</code></pre>`}</div></div>`;
  });
  return {
    html: `<h1>${title}</h1>\n<div class="thread">${posts.join("\n")}</div>`,
    texts,
    codes,
    headings: [title],
    rows: [],
  };
}

function listing(random: Random): Made {
  const texts: string[] = [];
  const headings: string[] = [];
  const items = Array.from({ length: 10 + random.whole(20) }, (_, index) => {
    const title = `${random.pick(WORDS)} ${random.pick(WORDS)} ${index}`;
    const price = `$${random.whole(500)}.${10 + random.whole(89)}`;
    const about = sentence(random);
    headings.push(title);
    texts.push(title, price, about);
    return `<li class="result"><h3><a href="/item/${index}">${title}</a></h3><span class="price">${price}</span><p>${about}</p></li>`;
  });
  return {
    html: `<div class="results"><ul>${items.join("\n")}</ul></div>`,
    texts,
    headings,
    codes: [],
    rows: [],
  };
}

function application(random: Random): Made {
  const columns = ["Name", "State", "Owner", "Updated"];
  const rows = Array.from({ length: 5 + random.whole(30) }, (_, index) => [
    `${random.pick(WORDS)}-${index}`,
    random.pick(["open", "closed", "in progress"]),
    random.pick(NAMES),
    `${1 + random.whole(28)} May 2026`,
  ]);
  const notes = Array.from({ length: 3 }, () => sentence(random));
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  const html = `<h2>Tasks</h2><div class="toolbar"><button>New</button><button>Export</button></div>
<table class="grid"><thead>${row(columns, "th")}</thead><tbody>${rows.map((cells) => row(cells, "td")).join("\n")}</tbody></table>
<h2>Notes</h2>${notes.map((text) => `<div class="note">${text}</div>`).join("\n")}`;
  const texts = ["Tasks", "Notes", ...[columns, ...rows].map((cells) => cells.join(" ")), ...notes];
  return { html, texts, rows: [columns, ...rows], headings: ["Tasks", "Notes"], codes: [] };
}

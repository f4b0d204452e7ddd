import type { ContentKind } from "@tokenpak/core";
import { detectContent } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { type LabelledText, labelledFiles, labelledTexts } from "./detect-corpus.ts";

/** Errors that are named below the table. */
const MOST_NAMED = 40;

/** What content is taken for when nothing but the content is known: a confusion matrix, a row for each true kind. */
export async function benchDetect({ print, dataDir }: BenchIo): Promise<void> {
  const texts = labelledTexts(dataDir);
  const found = texts.map((text) => ({ ...text, seen: detectContent(text.text).kind }));
  const kinds = [...new Set(found.flatMap(({ kind, seen }) => [kind, seen]))].sort();
  print(`| is, taken for | texts | right | ${kinds.join(" | ")} |`);
  print(`|---|--:|--:|${kinds.map(() => "--:|").join("")}`);
  for (const kind of kinds) {
    const own = found.filter((one) => one.kind === kind);
    if (own.length === 0) continue;
    const counts = kinds.map((seen) => own.filter((one) => one.seen === seen).length || "");
    print(`| ${kind} | ${own.length} | ${percent(own, kind)} | ${counts.join(" | ")} |`);
  }
  const wrong = found.filter(({ kind, seen }) => kind !== seen);
  const mistaken = wrong.filter(({ seen }) => seen !== "text");
  print(
    `\n${found.length} texts, ${found.length - wrong.length} right, ${wrong.length - mistaken.length} taken for text, ${mistaken.length} for another kind.`,
  );
  for (const { kind, seen, name } of mistaken.slice(0, MOST_NAMED)) {
    print(`* ${kind} taken for ${seen}: ${name}`);
  }
  printLanguages(print);
}

/** What language a file is taken to be in when nothing but its text is known. */
function printLanguages(print: BenchIo["print"]): void {
  const found = labelledFiles().map(({ language, text }) => ({ language, seen: seenAs(text) }));
  print("\n| written in | files | right | no code | another language |");
  print("|---|--:|--:|--:|---|");
  for (const language of [...new Set(found.map((file) => file.language))].sort()) {
    const own = found.filter((file) => file.language === language);
    const right = own.filter(({ seen }) => seen === language).length;
    const none = own.filter(({ seen }) => seen === undefined).length;
    const others = own.flatMap(({ seen }) =>
      seen === undefined || seen === language ? [] : [seen],
    );
    const named = [...new Set(others)].sort().map((one) => `${one} ${countOf(others, one)}`);
    print(`| ${[language, own.length, right, none, named.join(", ")].join(" | ")} |`);
  }
}

function seenAs(text: string): string | undefined {
  const { kind, language } = detectContent(text);
  return kind === "code" ? (language ?? "unknown") : undefined;
}

function countOf(all: readonly string[], wanted: string): number {
  return all.filter((one) => one === wanted).length;
}

function percent(
  own: readonly (LabelledText & { readonly seen: ContentKind })[],
  kind: ContentKind,
): string {
  const right = own.filter(({ seen }) => seen === kind).length;
  return `${((100 * right) / own.length).toFixed(0)} %`;
}

import type { TokenCounter } from "@tokenpak/core";
import { legendName } from "./legend-name.ts";
import { type Mined, mineTemplates } from "./mine-templates.ts";
import { markOf, type NumberedLine, type SearchLine } from "./search-results.ts";
import { fitsTemplate, type TextTemplate } from "./text-template.ts";

/** What the texts of a result share, and how lines are written with it. */
export interface Legend {
  readonly lines: readonly string[];
  write(line: NumberedLine, starred: string): string;
}

/** Characters that may stand for the place where texts differ. */
const HOLES = ["*", "@", "#", "%", "&", "~", "^"];

/** Mines the legend of a result's texts. */
export function createLegend(lines: readonly SearchLine[], counter: TokenCounter): Legend {
  const texts: string[] = [];
  for (const line of lines) if ("at" in line && line.at.number !== "") texts.push(line.at.text);
  const { open, whole } = withNames(mineTemplates(texts, counter), texts);
  const byText = new Map(whole.map((entry) => [entry.template.prefix, entry] as const));
  const plain = open.find(({ name }) => name === "")?.template;
  const write = (line: NumberedLine, starred: string): string => {
    const { number, column, text } = line.at;
    const place = `${column === "" ? number : `${number}:${column}`}`;
    const entry = byText.get(text) ?? longestFit(text, open);
    if (entry === undefined && plain !== undefined) return `${place}${markOf(line)}${text}`;
    const { prefix, suffix } = entry?.template ?? IDENTITY;
    const star = line.type === starred ? "*" : "";
    const rest = suffix === undefined ? "" : text.slice(prefix.length, text.length - suffix.length);
    return `${place}${entry?.name ?? ""}${star}${rest === "" ? "" : ` ${rest}`}`;
  };
  return { lines: [...open, ...whole].map(legendLine), write };
}

const IDENTITY: TextTemplate = { prefix: "", suffix: "" };

interface NamedTemplate {
  readonly name: string;
  readonly template: TextTemplate;
}

/** The open template with most uses goes without a name; the others are a, b, c, ... */
function withNames(
  { open, whole }: Mined,
  texts: readonly string[],
): { readonly open: readonly NamedTemplate[]; readonly whole: readonly NamedTemplate[] } {
  const usable = open.filter((template) => holeOf(template) !== undefined);
  const uses = usable.map(() => 0);
  for (const text of texts) {
    const at = usable.findIndex((template) => fitsTemplate(text, template));
    if (at >= 0) uses[at] = (uses[at] as number) + 1;
  }
  // Without a name a template takes every text that has none: it must fit half of them.
  const most = uses.reduce((best, count, at) => (count > (uses[best] ?? 0) ? at : best), 0);
  const unnamed = (uses[most] ?? 0) * 2 > texts.length ? most : -1;
  let next = 0;
  const named = (template: TextTemplate): NamedTemplate => ({ name: legendName(next++), template });
  return {
    open: usable.map((template, at) => (at === unnamed ? { name: "", template } : named(template))),
    whole: whole.map(named),
  };
}

function longestFit(text: string, open: readonly NamedTemplate[]): NamedTemplate | undefined {
  let best: NamedTemplate | undefined;
  let longest = -1;
  for (const entry of open) {
    const { prefix, suffix = "" } = entry.template;
    const length = prefix.length + suffix.length;
    if (length > longest && fitsTemplate(text, entry.template)) {
      best = entry;
      longest = length;
    }
  }
  return best;
}

function holeOf({ prefix, suffix = "" }: TextTemplate): string | undefined {
  return HOLES.find((mark) => !prefix.includes(mark) && !suffix.includes(mark));
}

function legendLine({ name, template }: NamedTemplate): string {
  const { prefix, suffix } = template;
  if (suffix === undefined) return `=${name} ${prefix}`;
  const hole = holeOf(template) as string;
  return `=${name}${hole} ${prefix}${hole}${suffix}`;
}

/**
 * How slots stand in templates: `{}` a value, `{1}` the first value again, `{t}` the time; with as many `*` behind the brace as
 * it takes that no text of the source reads like one.
 */
export interface SlotMarks {
  readonly open: string;
  /** Finds marks; the group is what stands between the braces. */
  readonly pattern: RegExp;
}

/** Letters of the formats of time, by number. */
export const TIME_LETTERS = "tuvw";

/** The shortest marks that a text does not have. */
export function chooseMarks(text: string): SlotMarks {
  let stars = 0;
  for (const [, run = ""] of text.matchAll(LIKE_MARK)) stars = Math.max(stars, run.length + 1);
  return marksOf(`{${"*".repeat(stars)}`);
}

const LIKE_MARK = /\{(\**)(?:\d{1,3}|[tuvw])?\}/g;

/** Marks that begin with this brace and its stars. */
export function marksOf(open: string): SlotMarks {
  const stars = open.length - 1;
  return { open, pattern: new RegExp(`\\{${"\\*".repeat(stars)}(\\d{1,3}|[tuvw])?\\}`, "g") };
}

/** Part of a template: a fixed text, or a slot. */
export type TemplatePart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "value" }
  | { readonly type: "copy"; readonly of: number }
  | { readonly type: "time"; readonly format: number };

/** A template as the legend writes it. */
export function writeTemplate(parts: readonly TemplatePart[], { open }: SlotMarks): string {
  return parts
    .map((part) => {
      if (part.type === "text") return part.text;
      if (part.type === "value") return `${open}}`;
      if (part.type === "copy") return `${open}${part.of}}`;
      return `${open}${TIME_LETTERS[part.format]}}`;
    })
    .join("");
}

/** Reads what {@link writeTemplate} wrote. */
export function readTemplate(text: string, { pattern }: SlotMarks): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push({ type: "text", text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const inner = match[1];
    if (inner === undefined) parts.push({ type: "value" });
    else if (/\d/.test(inner)) parts.push({ type: "copy", of: Number(inner) });
    else parts.push({ type: "time", format: TIME_LETTERS.indexOf(inner) });
  }
  if (from < text.length) parts.push({ type: "text", text: text.slice(from) });
  return parts;
}

import type { ContextPart } from "./packed-context.ts";

/** The line above a part, with its line break: its title, and its ref where that differs. Neither can begin a line of its own. */
export function headingOf({ ref, title }: Pick<ContextPart, "ref" | "title">): string {
  return title === ref ? `## ${oneLine(ref)}\n` : `## ${oneLine(title)} (${oneLine(ref)})\n`;
}

/** Parts below their headings and the note, one blank line between them whether or not a text ends in a line break. */
export function contextText(parts: readonly ContextPart[], note: string): string {
  const texts = parts.map((part) => headingOf(part) + part.rendition.text);
  if (note !== "") texts.push(note);
  return texts
    .map((text, index) => {
      if (index === texts.length - 1) return text;
      return text.endsWith("\n") ? `${text}\n` : `${text}\n\n`;
    })
    .join("");
}

/** A name on one line: control characters, line breaks of any kind and marks that turn the direction of text become spaces. */
export function oneLine(name: string): string {
  return name.replace(BREAKING, " ");
}

const BREAKING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

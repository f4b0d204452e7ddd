import type { MarkerStyle } from "@tokenpak/core";
import type { Source } from "../ladder/source.ts";
import type { WrittenPart } from "../mixed/part.ts";
import { writeChoice } from "../mixed/part-choice.ts";
import type { PartMix } from "../mixed/write-parts.ts";
import type { ItemReference } from "./reference.ts";
import { formatReference } from "./reference-marker.ts";

/** How a content is written: which of its lines are references, and which parts between them are in their kind's notation. */
export interface ItemMix {
  readonly references: readonly ItemReference[];
  readonly parts: PartMix;
}

/** Writes a content so. What is in neither stays as it is. */
export function writeItem(
  source: Source,
  { references, parts }: ItemMix,
  style: MarkerStyle & { readonly sigil: string },
): Pick<WrittenPart, "body" | "markers"> {
  const written = parts.flatMap(({ part, choice }) =>
    choice === undefined
      ? []
      : [{ from: part.offset, text: part.source.text, ...writeChoice(part, choice, style) }],
  );
  const pieces: string[] = [];
  let cursor = 0;
  let nextPart = 0;
  const put = (from: number, to: number, text: string): void => {
    pieces.push(source.text.slice(cursor, from), text);
    cursor = to;
  };
  const putPartsBefore = (offset: number): void => {
    for (; nextPart < written.length; nextPart++) {
      const part = written[nextPart] as (typeof written)[number];
      if (part.from >= offset) return;
      put(part.from, part.from + part.text.length, part.body);
    }
  };
  for (const reference of references) {
    const from = source.lineStart(reference.from);
    const end = source.lineEnd(reference.to);
    putPartsBefore(from);
    const to = source.text[end - 1] === "\n" ? end - 1 : end;
    put(from, to, formatReference(reference, style.sigil));
  }
  putPartsBefore(source.text.length);
  pieces.push(source.text.slice(cursor));
  return { body: pieces.join(""), markers: written.flatMap(({ markers }) => markers) };
}

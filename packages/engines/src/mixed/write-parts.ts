import type { ComputedDraft } from "../ladder/draft.ts";
import type { Source } from "../ladder/source.ts";
import { type Part, writePart } from "./part.ts";
import { headerOf, type PartChoice } from "./part-choice.ts";

/** The parts of a content in order, each with the way it is written; `undefined`: as it stands. */
export type PartMix = readonly {
  readonly part: Part;
  readonly choice: PartChoice | undefined;
}[];

type Written = ReturnType<ComputedDraft["render"]>;

/** Writes a content with some of its parts in their own notation. What is in no part stays as it is. */
export function writeParts(
  source: Source,
  mix: PartMix,
  style: Parameters<ComputedDraft["render"]>[0],
): Written {
  const pieces: string[] = [];
  const markers: Written["markers"][number][] = [];
  let from = 0;
  for (const { part, choice } of mix) {
    if (choice === undefined) continue;
    const { draft } = choice;
    const written =
      draft.type === "encoded" ? { body: draft.body, markers: [] } : writePart(part, draft, style);
    const end = part.offset + part.source.text.length;
    pieces.push(source.text.slice(from, part.offset));
    pieces.push(`${headerOf(part, { ...choice, body: written.body })}\n${written.body}`);
    markers.push(...written.markers);
    from = end;
  }
  pieces.push(source.text.slice(from));
  return { body: pieces.join(""), markers };
}

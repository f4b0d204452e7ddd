import type { MarkerStyle } from "@tokenpak/core";
import type { Source } from "../ladder/source.ts";
import type { Part, WrittenPart } from "./part.ts";
import { type PartChoice, writeChoice } from "./part-choice.ts";

/** The parts of a content in order, each with the way it is written; `undefined`: as it stands. */
export type PartMix = readonly {
  readonly part: Part;
  readonly choice: PartChoice | undefined;
}[];

/** Writes a content with some of its parts in their own notation. What is in no part stays as it is. */
export function writeParts(source: Source, mix: PartMix, style: MarkerStyle): WrittenPart {
  const between: string[] = [];
  const written: WrittenPart[] = [];
  let from = 0;
  for (const { part, choice } of mix) {
    if (choice === undefined) continue;
    between.push(source.text.slice(from, part.offset));
    written.push(writeChoice(part, choice, style));
    from = part.offset + part.source.text.length;
  }
  const rest = source.text.slice(from);
  const joined = (textOf: (part: WrittenPart) => string): string =>
    `${written.map((part, index) => `${between[index]}${textOf(part)}`).join("")}${rest}`;
  return {
    body: joined(({ body }) => body),
    bareBody: () => joined((part) => part.bareBody()),
    markers: written.flatMap(({ markers }) => markers),
  };
}

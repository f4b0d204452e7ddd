import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { textStretches } from "../../select/text-stretches.ts";
import type { Unit } from "../../select/unit.ts";
import { JsonScanner } from "./json-scanner.ts";

/**
 * What a limit may leave out of a JSON text: elements of arrays and members of objects, each with the comma and line end
 * behind it; long ones are taken apart in turn, their opening and closing brackets being units of their own. Text that is no
 * JSON is cut as text.
 */
export function jsonUnits(source: Source, request: RungRequest): readonly Unit[] {
  const { text } = source;
  const ends = containerEnds(text);
  const stretches = ends === undefined ? textStretches(source) : stretchesOf(text, ends);
  return rankUnits(text, stretches, request);
}

/** Containers with more characters than this are taken apart. */
const LONG = 600;
/** Containers deeper than this are not: a hundred thousand brackets, one in the other, are no structure. */
const DEEPEST = 60;
/** Scalars of an array go together up to this many characters. */
const SHORT = 60;

/** Where each container ends, in the order in which they open; `undefined` where the text is no JSON. */
function containerEnds(text: string): number[] | undefined {
  const scanner = new JsonScanner(text);
  const ends: number[] = [];
  const open: number[] = [];
  for (;;) {
    switch (scanner.next()) {
      case "error":
        return undefined;
      case "end":
        return ends;
      case "{":
      case "[":
        open.push(ends.length);
        ends.push(0);
        break;
      case "}":
      case "]":
        ends[open.pop() as number] = scanner.to;
    }
  }
}

function stretchesOf(text: string, ends: readonly number[]): Stretch[] {
  const scanner = new JsonScanner(text);
  const tiler = new Tiler(scanner);
  let container = 0;
  for (let kind = scanner.next(); kind !== "end" && kind !== "error"; kind = scanner.next()) {
    if (kind === "{" || kind === "[") {
      tiler.open((ends[container] as number) - scanner.from);
      container += 1;
    } else if (kind === "}" || kind === "]") tiler.close();
    else if (kind !== "key") tiler.scalar();
  }
  return tiler.finish();
}

/** A container that is being taken apart. */
interface Frame {
  readonly isArray: boolean;
  readonly depth: number;
  /** Index of the stretch that opens it. */
  readonly opening: number;
  /** Index of the stretch of its newest element. */
  newest: number | undefined;
}

type OwnStretch = { -readonly [Key in keyof Stretch]: Stretch[Key] };

/** Cuts the text behind the tokens that a scanner stands on. */
class Tiler {
  readonly #scanner: JsonScanner;
  readonly #stretches: OwnStretch[] = [];
  readonly #frames: Frame[] = [];
  #from = 0;

  constructor(scanner: JsonScanner) {
    this.#scanner = scanner;
  }

  /** An opening bracket of a container of so many characters. */
  open(length: number): void {
    const { kind, depth, to, text } = this.#scanner;
    if (depth !== this.#depth + 1 || length <= LONG || depth > DEEPEST) return;
    const opening = this.#push(lineEnd(text, to), true) ?? this.#stretches.length - 1;
    this.#frames.push({ isArray: kind === "[", depth, opening, newest: undefined });
  }

  close(): void {
    const { depth } = this.#scanner;
    if (depth === this.#depth - 1) {
      const newest = this.#frames.pop()?.newest;
      const last = newest === undefined ? undefined : this.#stretches[newest];
      if (last !== undefined) last.structural = true;
    }
    if (depth === this.#depth) this.#element(0);
  }

  scalar(): void {
    if (this.#scanner.depth !== this.#depth) return;
    this.#element(this.#frames.at(-1)?.isArray === true ? SHORT : 0);
  }

  finish(): Stretch[] {
    this.#push(this.#scanner.text.length, true);
    return this.#stretches;
  }

  /** Depth of the innermost container that is being taken apart. */
  get #depth(): number {
    return this.#frames.at(-1)?.depth ?? 0;
  }

  /** Ends an element where it has the least length asked for. */
  #element(least: number): void {
    const { text, to } = this.#scanner;
    const frame = this.#frames.at(-1);
    const end = elementEnd(text, to);
    if (frame === undefined || end - this.#from < least) return;
    frame.newest = this.#push(end, frame.newest === undefined) ?? frame.newest;
  }

  #push(to: number, structural: boolean): number | undefined {
    const from = this.#from;
    if (to <= from) return undefined;
    const parent = this.#frames.at(-1)?.opening;
    this.#stretches.push({ from, to, structural, parent });
    this.#from = to;
    return this.#stretches.length - 1;
  }
}

/** Behind an element, its comma and the rest of its line where that is blank. */
function elementEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return lineEnd(text, text[at] === "," ? at + 1 : from);
}

/** Behind the line break that follows, or where the text goes on. */
function lineEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\r") at += 1;
  return text[at] === "\n" ? at + 1 : from;
}

import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { rankUnits, type Stretch } from "../../select/rank-units.ts";
import { textStretches } from "../../select/text-stretches.ts";
import type { Unit } from "../../select/unit.ts";
import { readXml } from "./read-xml.ts";
import type { XmlElement, XmlNode } from "./xml-node.ts";

/** Elements with more characters than this are taken apart. */
const LONG = 600;
const DEEPEST = 60;

/**
 * What a limit may leave out of a document: elements with the line break behind them; long ones are taken apart in turn, their
 * tags being units of their own that what is inside needs. Text that is no XML is cut as text.
 */
export function xmlUnits(source: Source, request: RungRequest): readonly Unit[] {
  const { text } = source;
  const document = readXml(text);
  if (document === undefined) return rankUnits(text, textStretches(source), request);
  const tiler = new Tiler(text);
  tiler.nodes(document.nodes, undefined, 0);
  return rankUnits(text, tiler.finish(), request);
}

type OwnStretch = { -readonly [Key in keyof Stretch]: Stretch[Key] };

class Tiler {
  readonly #text: string;
  readonly #stretches: OwnStretch[] = [];
  #from = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Cuts behind each node. Recursive: not below {@link DEEPEST}. */
  nodes(nodes: readonly XmlNode[], parent: number | undefined, depth: number): void {
    const own = nodes.filter(({ type }) => type !== "text");
    for (const [index, node] of own.entries()) {
      const structural = index === 0 || index === own.length - 1;
      if (node.type === "element" && isLong(node) && depth < DEEPEST) {
        const opening = this.#push(node.contentFrom, { structural: true, parent });
        this.nodes(node.children, opening, depth + 1);
        this.#push(node.to, { structural: true, parent: opening });
      } else this.#push(node.to, { structural, parent });
    }
  }

  finish(): Stretch[] {
    const last = this.#stretches.at(-1);
    if (last !== undefined && this.#from < this.#text.length) last.to = this.#text.length;
    return this.#stretches;
  }

  /** A stretch up to an offset and the rest of its line where that is blank; answers its index. */
  #push(
    end: number,
    { structural, parent }: Pick<Stretch, "structural" | "parent">,
  ): number | undefined {
    let to = end;
    while (/[ \t\r]/.test(this.#text.charAt(to))) to += 1;
    to = this.#text[to] === "\n" ? to + 1 : end;
    if (to <= this.#from) return parent;
    this.#stretches.push({ from: this.#from, to, structural, parent });
    this.#from = to;
    return this.#stretches.length - 1;
  }
}

function isLong({ from, to, content }: XmlElement): boolean {
  return to - from > LONG && content === "elements";
}

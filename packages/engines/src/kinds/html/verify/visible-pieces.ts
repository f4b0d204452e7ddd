import { attributesAt, type Piece, scanPage } from "./scan-page.ts";

/** A piece of a page that is not hidden, with the attributes of its start tag, undecoded. */
export interface VisiblePiece extends Piece {
  readonly attributes: ReadonlyMap<string, string>;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NEVER_SEEN = /^(?:script|style|svg|template)$/;
const MAY_LACK_END = /^(?:dd|dt|li|optgroup|option|p|rp|rt|tbody|td|tfoot|th|thead|tr)$/;

/** The pieces of a source that a reader sees, and the tags around them, in order. */
export function visiblePieces(text: string): VisiblePiece[] {
  const pieces = scanPage(text);
  const partners = partnersOf(pieces);
  const visible: VisiblePiece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    const attributes = piece.sort === "start" ? attributesAt(text, piece) : NO_ATTRIBUTES;
    const partner = partners[at] as number;
    if (piece.sort === "start" && partner >= 0 && isHidden(piece.name, attributes)) {
      // What another start tag ends does not hold that tag.
      at = pieces[partner]?.sort === "end" || partner === at ? partner : partner - 1;
    } else if (piece.sort !== "quiet" && !(piece.sort === "raw" && NEVER_SEEN.test(piece.name))) {
      visible.push({ ...piece, attributes });
    }
  }
  return visible;
}

function isHidden(name: string, attributes: ReadonlyMap<string, string>): boolean {
  if (NEVER_SEEN.test(name) || attributes.has("hidden")) return true;
  if (name === "input") return /^hidden$/i.test(attributes.get("type") ?? "");
  return /(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}none/i.test(attributes.get("style") ?? "");
}

/** For each start tag the piece that ends its element, -1 where nothing does. */
function partnersOf(pieces: readonly Piece[]): Int32Array {
  const partners = new Int32Array(pieces.length).fill(-1);
  const waiting = new Map<string, number[]>();
  for (const [at, piece] of pieces.entries()) {
    if (piece.sort !== "start" && piece.sort !== "end") continue;
    const stack = waiting.get(piece.name) ?? [];
    waiting.set(piece.name, stack);
    const ends = piece.sort === "end" || MAY_LACK_END.test(piece.name);
    const partner = ends ? stack.pop() : undefined;
    if (partner !== undefined) partners[partner] = at;
    if (piece.sort === "end") continue;
    if (piece.alone) partners[at] = at;
    else stack.push(at);
  }
  return partners;
}

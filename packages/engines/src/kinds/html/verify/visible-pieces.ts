import { attributesAt, NO_ATTRIBUTES, type Piece, scanPage } from "./scan-page.ts";

/** A piece of a page that is not hidden, with the attributes of its start tag, undecoded. */
export interface VisiblePiece extends Piece {
  readonly attributes: ReadonlyMap<string, string>;
}

const NEVER_SEEN = /^(?:annotation|annotation-xml|script|style|svg|template)$/;
const MAY_LACK_END = /^(?:dd|dt|li|optgroup|option|p|rp|rt|tbody|td|tfoot|th|thead|tr)$/;

/** The pieces of a source that a reader sees, and the tags around them, in order. */
export function visiblePieces(text: string): VisiblePiece[] {
  const pieces = scanPage(text);
  const partners = partnersOf(pieces);
  const visible: VisiblePiece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    const attributes = piece.sort === "start" ? attributesAt(text, piece) : NO_ATTRIBUTES;
    const last = hiddenTo(pieces, at, { attributes, partner: partners[at] as number });
    if (last === undefined) {
      if (!isQuiet(piece)) visible.push(withAttributes(piece, attributes));
    } else {
      const inside = isPicture(piece, attributes) ? pieces.slice(at + 1, last) : [];
      for (const shown of picturePieces(text, inside)) visible.push(shown);
      at = last;
    }
  }
  return visible;
}

function withAttributes(
  { sort, name, from, to, alone }: Piece,
  attributes: ReadonlyMap<string, string>,
): VisiblePiece {
  return { sort, name, from, to, alone, attributes };
}

function isQuiet({ sort, name }: Piece): boolean {
  return sort === "quiet" || (sort === "raw" && NEVER_SEEN.test(name));
}

interface StartTag {
  readonly attributes: ReadonlyMap<string, string>;
  readonly partner: number;
}

/** The last piece of the hidden element that begins here; `undefined` where none does. */
function hiddenTo(
  pieces: readonly Piece[],
  at: number,
  { attributes, partner }: StartTag,
): number | undefined {
  const { sort, name } = pieces[at] as Piece;
  if (sort !== "start" || partner < 0 || !isHidden(name, attributes)) return undefined;
  // What another start tag ends does not hold that tag.
  return pieces[partner]?.sort === "end" || partner === at ? partner : partner - 1;
}

function isPicture({ name }: Piece, attributes: ReadonlyMap<string, string>): boolean {
  return name === "svg" && !isMarkedHidden(name, attributes);
}

function isHidden(name: string, attributes: ReadonlyMap<string, string>): boolean {
  return NEVER_SEEN.test(name) || isMarkedHidden(name, attributes);
}

function isMarkedHidden(name: string, attributes: ReadonlyMap<string, string>): boolean {
  if (attributes.has("hidden")) return true;
  if (attributes.size === 0) return false;
  if (name === "input") return /^hidden$/i.test(attributes.get("type") ?? "");
  const style = attributes.get("style");
  return style !== undefined && /(?:^|;)\s{0,9}display\s{0,9}:\s{0,9}none/i.test(style);
}

/** What is seen of a picture's pieces: its texts, between the tags around each. */
function picturePieces(text: string, pieces: readonly Piece[]): VisiblePiece[] {
  const partners = partnersOf(pieces);
  const seen: VisiblePiece[] = [];
  let until = -1;
  for (const [at, piece] of pieces.entries()) {
    const isText = piece.name === "text";
    const attributes = isText && piece.sort === "start" ? attributesAt(text, piece) : NO_ATTRIBUTES;
    const partner = partners[at] as number;
    if (until < 0 && isText && partner > at && !isMarkedHidden("text", attributes)) {
      until = partner;
      seen.push({ ...piece, attributes });
    } else if (at === until || (until >= 0 && piece.sort === "text")) {
      seen.push({ ...piece, attributes: NO_ATTRIBUTES });
      if (at === until) until = -1;
    }
  }
  return seen;
}

/** For each start tag the piece that ends its element, -1 where nothing does. */
function partnersOf(pieces: readonly Piece[]): Int32Array {
  const partners = new Int32Array(pieces.length).fill(-1);
  const waiting = new Map<string, number[]>();
  for (const [at, piece] of pieces.entries()) {
    if (piece.sort !== "start" && piece.sort !== "end") continue;
    const stack = waitingFor(piece.name, waiting);
    const ends = piece.sort === "end" || MAY_LACK_END.test(piece.name);
    const partner = ends ? stack.pop() : undefined;
    if (partner !== undefined) partners[partner] = at;
    if (piece.sort === "end") continue;
    if (piece.alone) partners[at] = at;
    else stack.push(at);
  }
  return partners;
}

function waitingFor(name: string, waiting: Map<string, number[]>): number[] {
  const starts = waiting.get(name) ?? [];
  if (starts.length === 0) waiting.set(name, starts);
  return starts;
}

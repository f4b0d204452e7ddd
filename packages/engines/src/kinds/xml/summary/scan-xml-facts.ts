import { attributesOf, isBlank, saysSpace, scanXml, type XmlEvent } from "../scan-xml.ts";

/** What a second reading of a document finds at one path of element names. */
export interface ScannedXmlPath {
  count: number;
  readonly values: string[];
  /** By attribute, its values by element index. */
  readonly attributes: Map<string, Map<number, string>>;
  readonly children: Map<string, ScannedXmlPath>;
}

/** A document as a second reading finds it. */
export interface ScannedXml {
  /** Its only child is the root's path. */
  readonly top: ScannedXmlPath;
  readonly comments: number;
  /** For each element in document order where it begins and ends, and how many elements are in it, itself included. */
  readonly places: readonly { readonly from: number; to: number; size: number }[];
}

interface Open {
  readonly path: ScannedXmlPath;
  readonly contentFrom: number;
  readonly index: number;
  isMixed: boolean;
  hasElements: boolean;
}

/** Reads all paths of a document, or answers `undefined` where it is not well-formed. Linear and iterative. */
export function scanXmlFacts(source: string): ScannedXml | undefined {
  const events = scanXml(source);
  if (events === undefined) return undefined;
  const scan = new FactScan(source);
  for (const event of events) scan.take(event);
  return scan;
}

class FactScan implements ScannedXml {
  readonly top = newPath();
  readonly places: { from: number; to: number; size: number }[] = [];
  comments = 0;
  readonly #source: string;
  readonly #open: Open[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  take(event: XmlEvent): void {
    const holder = this.#open.at(-1);
    if (event.type === "open") this.#enter(event, holder);
    else if (event.type === "close") this.#leave(event);
    else if (event.type === "other") {
      if (event.text.startsWith("<!--")) this.comments += 1;
    } else if (holder !== undefined && !(isBlank(event.text) && event.text.includes("\n"))) {
      holder.isMixed = true;
    }
  }

  #enter(event: XmlEvent, holder: Open | undefined): void {
    if (holder !== undefined) holder.hasElements = true;
    const parent = holder?.path ?? this.top;
    const path = parent.children.get(event.name) ?? newPath();
    parent.children.set(event.name, path);
    for (const attribute of attributesOf(event) ?? []) addAttribute(path, attribute);
    path.count += 1;
    const index = this.places.push({ from: event.from, to: event.to, size: 1 }) - 1;
    if (event.isSelfClosed) {
      path.values.push("");
      return;
    }
    this.#open.push({
      path,
      contentFrom: event.to,
      index,
      isMixed: saysSpace(event),
      hasElements: false,
    });
  }

  #leave(event: XmlEvent): void {
    const { path, contentFrom, index, isMixed, hasElements } = this.#open.pop() as Open;
    const place = this.places[index] as { to: number; size: number };
    place.to = event.to;
    place.size = this.places.length - index;
    if (isMixed || !hasElements) path.values.push(this.#source.slice(contentFrom, event.from));
  }
}

function addAttribute(path: ScannedXmlPath, text: string): void {
  const equals = text.indexOf("=");
  const name = text.slice(0, equals);
  const values = path.attributes.get(name) ?? new Map<number, string>();
  path.attributes.set(name, values);
  values.set(path.count, text.slice(equals + 1));
}

function newPath(): ScannedXmlPath {
  return { count: 0, values: [], attributes: new Map(), children: new Map() };
}

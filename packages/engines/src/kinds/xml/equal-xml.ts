import { attributesOf, isBlank, saysSpace, scanXml, type XmlEvent } from "./scan-xml.ts";

/**
 * Whether two texts hold the same XML: elements, attributes in order with their values as written, text, CDATA, comments and
 * declarations, empty tags told from empty elements. Blanks in tags may differ, and line breaks and indentation between elements
 * that hold nothing else. `false` where one cannot be read. Linear and iterative.
 */
export function equalXml(left: string, right: string): boolean {
  const a = significantEvents(left);
  const b = significantEvents(right);
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  return a.every((event, at) => isSame(event, b[at] as XmlEvent));
}

function isSame(left: XmlEvent, right: XmlEvent): boolean {
  if (left.type !== right.type || left.name !== right.name) return false;
  if (left.type === "close" || left.text === right.text) return true;
  if (left.type !== "open" || left.isSelfClosed !== right.isSelfClosed) return false;
  const own = attributesOf(left);
  const other = attributesOf(right);
  if (own === undefined || own.length !== other?.length) return false;
  return own.every((attribute, at) => attribute === other[at]);
}

/** What is known of an element. */
interface Holder {
  readonly parent: number;
  readonly keepsSpace: boolean;
  hasElements: boolean;
  hasText: boolean;
}

/** All that a text says, without the line breaks and indentation that mean nothing. */
function significantEvents(source: string): readonly XmlEvent[] | undefined {
  const events = scanXml(source);
  if (events === undefined) return undefined;
  const holders: Holder[] = [{ parent: -1, keepsSpace: false, hasElements: true, hasText: false }];
  const holderOf = holdersOf(events, holders);
  const isMixed: boolean[] = [];
  for (const { parent, hasText, hasElements, keepsSpace } of holders) {
    const inMixed = parent >= 0 && (isMixed[parent] ?? false);
    isMixed.push(inMixed || !hasElements || hasText || keepsSpace);
  }
  return events.filter(
    ({ type, text }, at) =>
      type !== "text" || isMixed[holderOf[at] as number] === true || !isBlank(text),
  );
}

/** For each event, the element that it stands in; notes what each element holds. */
function holdersOf(events: readonly XmlEvent[], holders: Holder[]): readonly number[] {
  const open: number[] = [0];
  return events.map((event) => {
    if (event.type === "close") open.pop();
    const own = open.at(-1) as number;
    const holder = holders[own] as Holder;
    if (event.type === "text" && own > 0) {
      if (!isBlank(event.text) || !event.text.includes("\n")) holder.hasText = true;
    }
    if (event.type === "open") {
      holder.hasElements = true;
      if (!event.isSelfClosed) {
        open.push(holders.length);
        const keepsSpace = saysSpace(event);
        holders.push({ parent: own, keepsSpace, hasElements: false, hasText: false });
      }
    }
    return own;
  });
}

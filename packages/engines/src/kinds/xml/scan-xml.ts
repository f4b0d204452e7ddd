/** What a second reading of a document finds, in order. Offsets are UTF-16 units. */
export interface XmlEvent {
  readonly type: "open" | "close" | "text" | "other";
  /** As it stands. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Of an element that opens: its name, and whether it closes at once (no `close` follows). */
  readonly name: string;
  readonly isSelfClosed: boolean;
}

const OTHER =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE(?:[^"'[>]|"[^"]*"|'[^']*')*(?:\[(?:"[^"]*"|'[^']*'|<!--[\s\S]*?-->|[^"'\]])*\][ \t\r\n]*)?>/y;
const SECTION = /[^<]+|<!\[CDATA\[[\s\S]*?\]\]>/y;
const END = /<\/([^ \t\r\n<>/="'!?]+)[ \t\r\n]*>/y;
const START = /<([^ \t\r\n<>/="'!?]+)([^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*)>/y;
const ATTRIBUTE = /[ \t\r\n]+([^ \t\r\n=<>"'/]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')/y;

/**
 * The events of a document, or `undefined` where it is not well-formed. Shares nothing with the reader that outputs are written
 * from. Linear and iterative; expands no entity.
 */
export function scanXml(source: string): readonly XmlEvent[] | undefined {
  const events: XmlEvent[] = [];
  const open: string[] = [];
  let roots = 0;
  let at = source.startsWith("\ufeff") ? 1 : 0;
  while (at < source.length) {
    const event = eventAt(source, at);
    if (event === undefined || !nests(event, open)) return undefined;
    if (event.type === "open" && open.length === (event.isSelfClosed ? 0 : 1)) roots += 1;
    events.push(event);
    at = event.to;
  }
  return open.length === 0 && roots === 1 ? events : undefined;
}

/** Whether an event may stand where it does; keeps the names of the open elements. */
function nests({ type, name, text, isSelfClosed }: XmlEvent, open: string[]): boolean {
  if (type === "open" && !isSelfClosed) open.push(name);
  if (type === "close") return open.pop() === name;
  return type !== "text" || open.length > 0 || isBlank(text);
}

/** Whether a text is nothing but white space as XML has it. */
export function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}

function eventAt(source: string, from: number): XmlEvent | undefined {
  const sign = source.charCodeAt(from) === 60 ? source.charAt(from + 1) : "";
  if (sign === "/") return plainEvent("close", match(END, source, from), from);
  if (sign === "" || source.startsWith("<![", from)) {
    return plainEvent("text", match(SECTION, source, from), from);
  }
  if (sign === "!" || sign === "?") return plainEvent("other", match(OTHER, source, from), from);
  const found = match(START, source, from);
  if (found === null) return undefined;
  const [text, name = "", rest = ""] = found;
  const isSelfClosed = rest.endsWith("/");
  return { type: "open", text, from, to: from + text.length, name, isSelfClosed };
}

function match(pattern: RegExp, source: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(source);
}

function plainEvent(
  type: XmlEvent["type"],
  found: RegExpExecArray | null,
  from: number,
): XmlEvent | undefined {
  if (found === null) return undefined;
  const [text, name = ""] = found;
  return { type, text, from, to: from + text.length, name, isSelfClosed: false };
}

/** `name=value` of each attribute of an element that opens, or `undefined` where its tag holds something else. */
export function attributesOf({
  text,
  name,
  isSelfClosed,
}: XmlEvent): readonly string[] | undefined {
  const end = text.length - (isSelfClosed ? 2 : 1);
  const attributes: string[] = [];
  let at = name.length + 1;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null) break;
    attributes.push(`${found[1]}=${found[2] ?? found[3]}`);
    at += found[0].length;
  }
  return isBlank(text.slice(at, end)) ? attributes : undefined;
}

/** Whether an element that opens says of itself how white space is to be taken. */
export function saysSpace(event: XmlEvent): boolean {
  if (!event.text.includes("xml:space")) return false;
  return attributesOf(event)?.some((attribute) => attribute.startsWith("xml:space=")) ?? false;
}

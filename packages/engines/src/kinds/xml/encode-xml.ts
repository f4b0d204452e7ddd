import type { TokenCounter } from "@tokenpak/core";
import { writeColumns } from "../csv/columns/write-columns.ts";
import { attributeText, contentText, elementText, otherText } from "./bare-xml.ts";
import { nodeText } from "./minify-xml.ts";
import { recordTable } from "./record-table.ts";
import type { XmlDocument, XmlElement, XmlNode } from "./xml-node.ts";

/**
 * Writes a document as an outline, and runs of like elements as columns:
 *
 *     <?xml version="1.0"?>                     declarations and comments as they stand
 *     project xmlns=http://maven.apache.org/POM/4.0.0
 *      modelVersion: 4.0.0                      an element with text
 *      dependencies                             an element with those below it, which are indented
 *       dependency[3]:groupId,artifactId,version?=~
 *     junit,junit,4.13                          one element a line
 *     org.slf4j,slf4j-api,2.0.1
 *     org.slf4j,slf4j-simple
 *      flag on=true /                           an empty tag
 *      p > some <b>mixed</b> content            as it stands
 *
 * The header's names are those of `flattenRecord`. `undefined` for documents that are nested too deep for that.
 */
export function encodeXml(document: XmlDocument, counter: TokenCounter): string | undefined {
  if (document.depth > MAX_DEPTH) return undefined;
  const writer: Writer = { source: document.source, counter, lines: [] };
  writeNodes(writer, document.nodes, "");
  return writer.lines.join("\n");
}

const MAX_DEPTH = 60;
const LEAST_RUN = 3;

interface Writer {
  readonly source: string;
  readonly counter: TokenCounter;
  readonly lines: string[];
}

function writeNodes(writer: Writer, nodes: readonly XmlNode[], indent: string): void {
  const own = nodes.filter(({ type }) => type !== "text");
  for (let at = 0; at < own.length; ) {
    const node = own[at] as XmlNode;
    if (node.type !== "element") {
      writer.lines.push(indent + otherText(writer.source.slice(node.from, node.to)));
      at += 1;
      continue;
    }
    const run = runAt(own, at);
    if (run.length < LEAST_RUN || !writeTable(writer, run, indent)) {
      for (const element of run) writeElement(writer, element, indent);
    }
    at += run.length;
  }
}

/** The elements of one name that stand side by side from here. */
function runAt(nodes: readonly XmlNode[], from: number): XmlElement[] {
  const run: XmlElement[] = [];
  for (let at = from; at < nodes.length; at++) {
    const node = nodes[at] as XmlNode;
    if (node.type !== "element" || (run[0] !== undefined && node.name !== run[0].name)) break;
    run.push(node);
  }
  return run;
}

function writeElement(writer: Writer, element: XmlElement, indent: string): void {
  const { source } = writer;
  const { name, attributes, content, isSelfClosed, contentFrom, contentTo } = element;
  let line = indent + name;
  for (const { name: key, value } of attributes) line += ` ${key}=${attributeText(value)}`;
  if (isSelfClosed) line += " /";
  else if (content !== "elements") {
    const sign = content === "leaf" ? ":" : " >";
    line += `${sign} ${contentText(source.slice(contentFrom, contentTo))}`;
  }
  writer.lines.push(line);
  if (content === "elements") writeNodes(writer, element.children, `${indent} `);
}

/** Words for the separators of cells, in a table's brackets. */
const MARKS = { ",": "", " ": " ", "|": "|", "\t": "\t" } as const;

/** Writes a run of elements as columns; `false` where they are too unlike. */
function writeTable(writer: Writer, run: readonly XmlElement[], indent: string): boolean {
  const { source, lines, counter } = writer;
  const table = recordTable(run, source);
  if (table === undefined) return false;
  const written = writeColumns(table.columns, counter);
  const { separator, order, header } = written;
  const hasLines = written.hasLines || table.isFit.includes(false);
  const isInOrder = order.every((at, index) => at === index);
  const places = isInOrder ? "" : `;${order.map((at) => at + 1).join(",")}`;
  const mark = hasLines ? MARKS[separator] : ".";
  lines.push(`${indent}${run[0]?.name}[${run.length}${mark}${places}]:${header}`);
  if (!hasLines) return true;
  let row = 0;
  for (const [index, element] of run.entries()) {
    if (table.isFit[index] === true) lines.push(written.line(row++));
    else lines.push(`@${elementText(nodeText(element, source))}`);
  }
  return true;
}

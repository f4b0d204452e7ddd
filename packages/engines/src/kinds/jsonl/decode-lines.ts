import { decodeRows } from "../json/decode-columns.ts";
import { malformed } from "../json/malformed.ts";
import { restyle, styleOfWords } from "./line-style.ts";

/** Reads a body of codec jsonl1 back. Throws `NOT_REVERSIBLE` on a body that no encoder of this codec wrote. */
export function decodeLines(body: string): string {
  const head = HEAD.exec(body);
  const words = head?.[1]?.split(" ") ?? [];
  const isCrlf = words.includes("crlf");
  const isOpen = words.includes("open");
  const style = styleOfWords(words.filter((word) => word !== "crlf" && word !== "open"));
  if (style === undefined) throw malformed("its first line");
  const lines = decodeRows(head === null ? body : body.slice(head[0].length)).map((row) => {
    if (row.startsWith("@")) return row.slice(1);
    return restyle(row, style);
  });
  const end = isCrlf ? "\r\n" : "\n";
  return lines.join(end) + (isOpen ? "" : end);
}

const HEAD = /^%lines ([a-z]+(?: [a-z]+)*)\n/;

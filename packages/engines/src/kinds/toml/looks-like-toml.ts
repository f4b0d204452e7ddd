import type { TextSample } from "../../detect/text-sample.ts";
import { parseToml } from "./parse-toml.ts";

/** Texts longer than this are judged by their first parts. */
const LONGEST_WHOLE = 20_000;

/** Whether a text is TOML: it must be read as such, and have three members or more. Most INI files are not read. */
export function looksLikeToml({ text, head }: TextSample): number {
  const isWhole = text.length <= LONGEST_WHOLE;
  if (!/^[ \t]*(?:\[|["']?[A-Za-z0-9_-])/m.test(head) || !head.includes("=")) return 0;
  const document = parseToml(isWhole ? text : wholeParts(head));
  if (document === undefined) return 0;
  let members = 0;
  let headers = 0;
  for (const { header, entries } of document.parts) {
    members += entries.length;
    if (header !== undefined) headers += 1;
  }
  if (members < 2) return 0;
  if (headers > 0) return 0.95;
  // Assignments of texts over several lines are programs' more often.
  if (head.includes('"""') || head.includes("'''")) return 0;
  return members >= 3 ? 0.7 : 0;
}

/** The beginning of a text up to its last header. */
function wholeParts(head: string): string {
  const at = head.lastIndexOf("\n[");
  return at < 0 ? head.slice(0, head.lastIndexOf("\n") + 1) : head.slice(0, at + 1);
}

import type { DetectedContent } from "./detected-content.ts";
import type { TextSample } from "./text-sample.ts";

const BLOCK =
  /^(?:#{1,6} \S|(?:```|~~~)|\|.{0,1000}\|\s*$|\s{0,6}[-*+] \S|\s{0,6}\d{1,3}\. \S|> )|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)/;
const HEADING = /^#{1,6} \S|^(?:```|~~~)/;

/** Whether a text seems to be Markdown: headings or fences, and enough else that only Markdown has. */
export function markdownByLooks({ lines }: TextSample): DetectedContent | undefined {
  const headings = lines.filter((line) => HEADING.test(line)).length;
  const blocks = lines.filter((line) => BLOCK.test(line)).length;
  if (headings === 0 || blocks < 2 || blocks < lines.length * 0.1) return undefined;
  return { kind: "markdown", confidence: Math.min(0.95, 0.5 + blocks / lines.length) };
}

import type { DetectedContent } from "./detected-content.ts";
import type { TextSample } from "./text-sample.ts";

/** Lists, quotations, table rows and links: what other texts have too. */
const BLOCK =
  /^(?:\|.{0,1000}\|$|\s{0,6}[-*+] \S|\s{0,6}\d{1,3}\. \S|> )|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)/;
const FENCE = /^(?:```|~~~)/;
const HEADING = /^(#{1,6}) \S/;

/** What a text has of Markdown, counted in lines. */
interface MarkdownLines {
  /** Lines that are not blank. */
  all: number;
  /** Headings between blank lines, and fences. */
  sure: number;
  /** Headings that other text touches, which may be comments. */
  loose: number;
  /** Lines like a heading in a row of their like, and others that begin with `#`: comments of a script or a configuration. */
  comments: number;
  /** Lists, quotations, table rows, links. */
  blocks: number;
}

/**
 * Whether a text seems to be Markdown: headings or fences, and enough else that only Markdown has. Comments that begin with `#`
 * look like headings, but stand in rows and right above what they are about.
 */
export function markdownByLooks({ head }: TextSample): DetectedContent | undefined {
  if (head.startsWith("#!")) return undefined;
  const { all, sure, loose, comments, blocks } = countLines(head.split("\n", 400));
  if (comments > sure || sure + loose + blocks < Math.max(2, all * 0.1)) return undefined;
  if (sure === 0 && (loose === 0 || blocks < 2 || blocks < loose)) return undefined;
  const share = (sure + loose + blocks) / all;
  return { kind: "markdown", confidence: sure === 0 ? 0.5 : Math.min(0.95, 0.5 + share) };
}

function countLines(lines: readonly string[]): MarkdownLines {
  const count = { all: 0, sure: 0, loose: 0, comments: 0, blocks: 0 };
  let isFenced = false;
  for (const [at, untrimmed] of lines.entries()) {
    const line = untrimmed.trimEnd();
    if (line !== "") count.all++;
    if (FENCE.test(line)) {
      count.sure++;
      isFenced = !isFenced;
    } else if (isFenced) count.blocks++;
    else if (line.startsWith("#")) count[headingSort(lines, at)]++;
    else if (BLOCK.test(line)) count.blocks++;
  }
  return count;
}

function headingSort(lines: readonly string[], at: number): "sure" | "loose" | "comments" {
  const levelOf = (index: number): number => HEADING.exec(lines[index] ?? "")?.[1]?.length ?? 0;
  const level = levelOf(at);
  if (level === 0 || levelOf(at - 1) === level || levelOf(at + 1) === level) return "comments";
  const isBlank = (index: number): boolean => (lines[index] ?? "").trim() === "";
  return isBlank(at - 1) && isBlank(at + 1) ? "sure" : "loose";
}

import { lineNumberOf, withoutLineNumber } from "../terminal/numbered-line.ts";
import { codeByLooks } from "./code-by-looks.ts";
import type { DetectedContent } from "./detected-content.ts";

/** What code lines show that all begin with their number, one after the other; `undefined` for any other lines. */
export function numberedCode(lines: readonly string[]): DetectedContent | undefined {
  const first = lineNumberOf(lines[0] ?? "")?.value;
  if (first === undefined || lines.length < 3) return undefined;
  const shown: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (lineNumberOf(line)?.value !== first + index) return undefined;
    const text = withoutLineNumber(line);
    if (text.trim() !== "") shown.push(text);
  }
  return codeByLooks({ lines: shown });
}

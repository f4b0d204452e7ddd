import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { ComputedDraft } from "../../ladder/draft.ts";
import type { Source } from "../../ladder/source.ts";
import type { Patch } from "./read-patch.ts";
import { type WriteOptions, type WrittenDiff, writeDiff } from "./write-diff.ts";

/** A rung that leaves lines of a patch out. */
export interface ContextRung extends Pick<WriteOptions, "keeps" | "isCounted"> {
  readonly level: string;
  readonly grade: ComputedDraft["grade"];
  /** Unchanged lines around each changed one. */
  readonly context: number;
}

/** Makes a rung of a patch, or answers `undefined` where it would leave nothing out. */
export function contextDraft(
  source: Source,
  patch: Patch,
  { level, grade, ...rung }: ContextRung,
): ComputedDraft | undefined {
  const written = writeDiff(patch, { ...rung, exact: false, whole: false });
  if (written === undefined) return undefined;
  if (written.omitted.length === 0 && written.stretches.length === 0) return undefined;
  return { type: "computed", level, grade, render: (style) => render(source, written, style) };
}

type Rendered = ReturnType<ComputedDraft["render"]>;

/** One marker on top counts all single lines; one for each file that is only counted stands below that file. */
function render(source: Source, written: WrittenDiff, style: MarkerStyle): Rendered {
  const { omitted, stretches } = written;
  const lines = [...written.lines];
  const markers: Rendered["markers"][number][] = [];
  if (omitted.length > 0) {
    const marker: Marker = {
      unit: "line",
      from: (omitted[0] as number) + 1,
      to: (omitted.at(-1) as number) + 1,
      count: omitted.length,
    };
    const text = omitted.map((at) => source.line(at + 1)).join("\n");
    markers.push({ ...marker, source: text });
  }
  for (const { at, from, to } of stretches) {
    const marker: Marker = { unit: "line", from: from + 1, to, count: to - from };
    const text = source.text.slice(source.lineStart(from + 1), source.lineEnd(to));
    markers.push({ ...marker, source: text });
    lines[at] = formatMarker(marker, style);
  }
  const [first] = markers;
  if (omitted.length > 0 && first !== undefined) lines.unshift(formatMarker(first, style));
  return { body: lines.join("\n"), markers };
}

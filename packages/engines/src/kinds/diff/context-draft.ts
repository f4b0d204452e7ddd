import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { ComputedDraft } from "../../ladder/draft.ts";
import type { Source } from "../../ladder/source.ts";
import type { Patch } from "./read-patch.ts";
import { type WriteOptions, type WrittenDiff, writeDiff } from "./write-diff.ts";

/** How many unchanged lines stay. */
export interface ContextOptions extends Pick<WriteOptions, "keeps"> {
  /** Before and behind each changed line. */
  readonly context: number;
}

/** Leaves unchanged lines of a patch out, all changed ones in; `undefined` where nothing would be left out. */
export function contextDraft(
  source: Source,
  patch: Patch,
  options: ContextOptions,
): ComputedDraft | undefined {
  const written = writeDiff(patch, { ...options, exact: false, whole: false });
  if (written === undefined || written.omitted.length === 0) return undefined;
  return {
    type: "computed",
    level: `context-${options.context}`,
    grade: "facts-verified",
    render: (style) => render(source, written, style),
  };
}

/** One marker on top counts everything that is left out: coordinates say where that is, and a marker at each place would cost more. */
function render(
  source: Source,
  { lines, omitted }: WrittenDiff,
  style: MarkerStyle,
): ReturnType<ComputedDraft["render"]> {
  const marker: Marker = {
    unit: "line",
    from: (omitted[0] as number) + 1,
    to: (omitted.at(-1) as number) + 1,
    count: omitted.length,
  };
  return {
    body: [formatMarker(marker, style), ...lines].join("\n"),
    markers: [
      {
        ...marker,
        get source() {
          return omitted.map((at) => source.line(at + 1)).join("\n");
        },
      },
    ],
  };
}

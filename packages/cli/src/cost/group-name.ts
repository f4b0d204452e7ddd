import type { ReportDimension, UsageGroup } from "@tokenpak/core";
import { displayWidth, shortened } from "../output/display-width.ts";
import { printable } from "../output/printable.ts";

/** Where a name is shown. */
export interface NamePlace {
  readonly by: readonly ReportDimension[];
  /** Columns that there are for it. */
  readonly room: number;
  /** The user's home folder, written as `~`. */
  readonly home: string;
}

/** What a row of the table is called: `shop · claude-opus-4-8`. Where room lacks, the longest parts lose their beginnings first. */
export function groupName({ key }: Pick<UsageGroup, "key">, { by, room, home }: NamePlace): string {
  const parts = by.map((dimension) => {
    const value = key[dimension];
    if (value === undefined) return `(no ${dimension})`;
    const isInHome = dimension === "project" && `${value}/`.startsWith(`${home}/`);
    return printable(isInHome ? `~${value.slice(home.length)}` : value);
  });
  const most = widestPart(parts.map(displayWidth), room - BETWEEN.length * (parts.length - 1));
  return parts.map((part) => shortened(part, most)).join(BETWEEN);
}

const BETWEEN = " · ";

/** Below that, nothing can be told from a name. */
const LEAST_WIDTH = 8;

/** How wide a part may be so that all together fit into `room`: short ones leave theirs to the others. */
function widestPart(widths: readonly number[], room: number): number {
  const rising = widths.toSorted((one, other) => one - other);
  let left = room;
  for (const [index, width] of rising.entries()) {
    const share = Math.floor(left / (rising.length - index));
    if (width > share) return Math.max(LEAST_WIDTH, share);
    left -= width;
  }
  return Number.POSITIVE_INFINITY;
}

import { displayWidth } from "./display-width.ts";

/** Rows as lines of aligned columns: the first column to the left, the others, being figures, to the right. */
export function formatTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = columnWidths(rows);
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const blanks = " ".repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
        return column === 0 ? cell + blanks : blanks + cell;
      })
      .join("  "),
  );
}

/** The widest cell of each column, in columns of a terminal. */
export function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
    }
  }
  return widths;
}

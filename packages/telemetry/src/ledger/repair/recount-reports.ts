import type { SqliteConnection } from "@tokenpak/core/sqlite";
import { COUNTED, completionTable } from "../completion-table.ts";
import { countedReports } from "../same-request.ts";

interface Report {
  readonly seq: number;
  readonly weak: boolean;
  readonly rank: number;
  readonly counted: number;
}

/**
 * Decides again which reports of a request count, where one that did may be lost: the best of those that are left. Not where one was
 * forgotten: that is in the sums.
 */
export function recountReports(connection: SqliteConnection): void {
  const completions = completionTable(connection);
  const responses = connection
    .prepare(
      `SELECT response_id FROM completions WHERE response_id IS NOT NULL AND counted >= 0
         AND response_id NOT IN (SELECT response_id FROM forgotten WHERE response_id IS NOT NULL)
       GROUP BY response_id HAVING count(*) > 1 OR min(counted) = 0`,
    )
    .pluck()
    .all();
  const reportsOf = connection.prepare(
    "SELECT seq, weak, rank, counted FROM completions WHERE response_id = ? AND counted >= 0",
  );
  for (const response of responses) {
    const rows = reportsOf.all(response) as (Omit<Report, "weak"> & { readonly weak: number })[];
    const reports: readonly Report[] = rows.map((row) => ({ ...row, weak: row.weak === 1 }));
    const counted = countedReports(reports);
    for (const report of reports) {
      const counts = counted.has(report) ? COUNTED.yes : COUNTED.no;
      if (counts === report.counted) continue;
      const row = completions.bySeq(report.seq);
      if (row !== undefined) completions.setCounted(row, counts);
    }
  }
}

import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { decodeLatencyCounts, encodeLatencyCounts, latencyBin } from "./latency-counts.ts";
import { type CountedRow, DAY_MS } from "./rollup-cell.ts";

interface DayChange {
  readonly day: number;
  readonly series: number;
  readonly counts: Map<number, number>;
}

/** How many requests took how long, by day and series; collects changes until {@link flush}. */
export class LatencyTable {
  readonly #changes = new Map<string, DayChange>();
  readonly #read: SqliteStatement;
  readonly #write: SqliteStatement;
  readonly #delete: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#read = connection
      .prepare("SELECT counts FROM latencies WHERE day = ? AND series = ?")
      .pluck();
    this.#write = connection.prepare(
      "INSERT INTO latencies (day, series, counts) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET counts = excluded.counts, checksum = NULL",
    );
    this.#delete = connection.prepare("DELETE FROM latencies WHERE day = ? AND series = ?");
  }

  change({ at, series, latencyMs }: CountedRow, sign: 1 | -1): void {
    if (latencyMs === null) return;
    const day = Math.floor(at / DAY_MS);
    const key = `${day} ${series}`;
    let change = this.#changes.get(key);
    if (change === undefined) {
      change = { day, series, counts: new Map() };
      this.#changes.set(key, change);
    }
    const bin = latencyBin(latencyMs);
    change.counts.set(bin, (change.counts.get(bin) ?? 0) + sign);
  }

  flush(): void {
    for (const { day, series, counts } of this.#changes.values()) {
      const stored = this.#read.get(day, series) as Uint8Array | undefined;
      const sums = stored === undefined ? new Map<number, number>() : decodeLatencyCounts(stored);
      for (const [bin, count] of counts) sums.set(bin, (sums.get(bin) ?? 0) + count);
      const bytes = encodeLatencyCounts(sums);
      if (bytes.length > 0) this.#write.run(day, series, bytes);
      else this.#delete.run(day, series);
    }
    this.#changes.clear();
  }

  reset(): void {
    this.#changes.clear();
  }
}

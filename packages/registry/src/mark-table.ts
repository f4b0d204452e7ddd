import { type SqliteConnection, type SqliteStatement, toStoredText } from "@tokenpak/core/sqlite";
import { fromStored } from "./schema.ts";

/** Marks of the newest blocks: what their sources looked like when they were indexed. */
export class MarkTable {
  readonly #list: SqliteStatement;
  readonly #set: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#list = connection.prepare(
      "SELECT path, mark FROM blocks WHERE newest = 1 AND mark IS NOT NULL",
    );
    this.#set = connection.prepare("UPDATE blocks SET mark = ? WHERE path = ? AND newest = 1");
  }

  list(pathPrefix: string): ReadonlyMap<string, string> {
    const marks = new Map<string, string>();
    for (const row of this.#list.all() as { path: string | Uint8Array; mark: string }[]) {
      const path = fromStored(row.path);
      if (path.startsWith(pathPrefix)) marks.set(path, row.mark);
    }
    return marks;
  }

  set(marks: ReadonlyMap<string, string>): void {
    for (const [path, mark] of marks) this.#set.run(mark, toStoredText(path));
  }
}

import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";
import { fromStored, toStored } from "./exact-text.ts";

/** Names that are kept in memory; more make it start over. */
const MOST_NAMES = 50_000;

/** Names (of models, agents, sessions, ...) by number, each kept once. 0 stands for a name that is not known. */
export class NameTable {
  readonly #find: SqliteStatement;
  readonly #insert: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #numbers = new Map<string, number>();
  readonly #names = new Map<number, string>();

  constructor(connection: SqliteConnection) {
    this.#find = connection.prepare("SELECT id FROM names WHERE value = ?").pluck();
    this.#insert = connection.prepare("INSERT INTO names (value) VALUES (?)");
    this.#read = connection.prepare("SELECT value FROM names WHERE id = ?").pluck();
  }

  /** Number of a name; a new one gets the next. Call it in a transaction that writes. */
  numberOf(name: string | undefined): number {
    if (name === undefined) return 0;
    return this.find(name) ?? this.#keep(name, this.#add(name));
  }

  /** Number of a name; `undefined` for one that nothing in the ledger has. */
  find(name: string): number | undefined {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#find.get(toStored(name)) as number | undefined;
    return number === undefined ? undefined : this.#keep(name, number);
  }

  /** The name of a number. */
  nameOf(number: number | null): string | undefined {
    if (number === 0 || number === null) return undefined;
    const known = this.#names.get(number);
    if (known !== undefined) return known;
    const stored = this.#read.get(number) as string | Uint8Array | undefined;
    if (stored === undefined) throw damagedRow(`the name with number ${number} is missing`);
    const name = fromStored(stored);
    this.#keep(name, number);
    return name;
  }

  /** Forgets what is kept in memory: after a transaction that was undone, or that another process made. */
  reset(): void {
    this.#numbers.clear();
    this.#names.clear();
  }

  #add(name: string): number {
    return Number(this.#insert.run(toStored(name)).lastInsertRowid);
  }

  #keep(name: string, number: number): number {
    if (this.#numbers.size >= MOST_NAMES) this.reset();
    this.#numbers.set(name, number);
    this.#names.set(number, name);
    return number;
  }
}

import {
  damagedRow,
  fromStoredText,
  type SqliteConnection,
  type SqliteStatement,
  toStoredText,
} from "@tokenpak/core/sqlite";
import { rowChecksum } from "./row-checksum.ts";

/** Names that are kept in memory; more make it start over. */
const MOST_NAMES = 50_000;

/** Names (of models, agents, sessions, ...) by number, each kept once. 0 stands for a name that is not known. */
export class NameTable {
  readonly #find: SqliteStatement;
  readonly #insert: SqliteStatement;
  readonly #seal: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #numbers = new Map<string, number>();
  readonly #names = new Map<number, string>();

  constructor(connection: SqliteConnection) {
    this.#find = connection.prepare("SELECT id, checksum FROM names WHERE value = ?");
    this.#insert = connection.prepare("INSERT INTO names (value, checksum) VALUES (?, 0)");
    this.#seal = connection.prepare("UPDATE names SET checksum = ? WHERE id = ?");
    this.#read = connection.prepare("SELECT value, checksum FROM names WHERE id = ?");
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
    const row = this.#find.get(toStoredText(name)) as NumberRow | undefined;
    if (row === undefined) return undefined;
    if (row.checksum !== nameChecksum(row.id, name)) throw damagedName(row.id);
    return this.#keep(name, row.id);
  }

  /** The name of a number. */
  nameOf(number: number | null): string | undefined {
    if (number === 0 || number === null) return undefined;
    const known = this.#names.get(number);
    if (known !== undefined) return known;
    const row = this.#read.get(number) as ValueRow | undefined;
    if (row === undefined) throw damagedRow(`the name with number ${number} is missing`);
    const name = fromStoredText(row.value);
    if (row.checksum !== nameChecksum(number, name)) throw damagedName(number);
    this.#keep(name, number);
    return name;
  }

  /** Forgets what is kept in memory: after a transaction that was undone, or that another process made. */
  reset(): void {
    this.#numbers.clear();
    this.#names.clear();
  }

  #add(name: string): number {
    const number = Number(this.#insert.run(toStoredText(name)).lastInsertRowid);
    this.#seal.run(nameChecksum(number, name), number);
    return number;
  }

  #keep(name: string, number: number): number {
    if (this.#numbers.size >= MOST_NAMES) this.reset();
    this.#numbers.set(name, number);
    this.#names.set(number, name);
    return number;
  }
}

interface NumberRow {
  readonly id: number;
  readonly checksum: number;
}

interface ValueRow {
  readonly value: string | Uint8Array;
  readonly checksum: number;
}

function nameChecksum(number: number, name: string): number {
  return rowChecksum("names", [number, name]);
}

function damagedName(number: number): Error {
  return damagedRow(`the name with number ${number} does not have its checksum`);
}

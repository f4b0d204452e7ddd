/** A value of SQLite. Integers beyond 2^53 lose their last digits. */
export type StoredValue = string | number | Uint8Array | null;

/**
 * The values of a record (https://sqlite.org/fileformat2.html#record_format); `undefined` for bytes that are none, which is
 * every sequence whose lengths do not come out even.
 */
export function readRecord(bytes: Uint8Array): readonly StoredValue[] | undefined {
  const header = readVarint(bytes, 0);
  if (header === undefined || header.value > bytes.length) return undefined;
  const types: number[] = [];
  let at = header.end;
  while (at < header.value) {
    const type = readVarint(bytes, at);
    if (type === undefined) return undefined;
    types.push(type.value);
    at = type.end;
  }
  if (at !== header.value) return undefined;
  const values: StoredValue[] = [];
  for (const type of types) {
    const length = lengthOf(type);
    if (length === undefined || at + length > bytes.length) return undefined;
    values.push(decodeValue(type, bytes.subarray(at, at + length)));
    at += length;
  }
  return at === bytes.length ? values : undefined;
}

/** A variable-length integer and where it ends; `undefined` past the end of the bytes. */
export function readVarint(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    if (index === 8) return { value: value * 256 + byte, end: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  return undefined;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];
const FLOAT = 7;
const ZERO = 8;
const ONE = 9;

function lengthOf(type: number): number | undefined {
  if (type < FLOAT) return INTEGER_BYTES[type];
  if (type === FLOAT) return 8;
  if (type === ZERO || type === ONE) return 0;
  return type < 12 ? undefined : Math.floor((type - 12) / 2);
}

function decodeValue(type: number, bytes: Uint8Array): StoredValue {
  if (type === 0) return null;
  if (type >= 12) return type % 2 === 0 ? Uint8Array.from(bytes) : textOf(bytes);
  if (type === ZERO || type === ONE) return type - ZERO;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === FLOAT) return view.getFloat64(0);
  if (bytes.length === 8) return Number(view.getBigInt64(0));
  let value = view.getInt8(0);
  for (let at = 1; at < bytes.length; at++) value = value * 256 + view.getUint8(at);
  return value;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

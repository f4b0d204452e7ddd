/** A TOML document: what stands above the first header, then one part a header. */
export interface TomlDocument {
  readonly parts: readonly TomlPart[];
  /** Comments below the last entry. */
  readonly tail: readonly string[];
}

/** A header with the members below it; the first part has none. */
export interface TomlPart {
  readonly comments: readonly string[];
  readonly header: TomlHeader | undefined;
  /** Comment behind the header, with its `#`; empty for none. */
  readonly note: string;
  readonly entries: TomlEntry[];
}

/** `[a.b]` or `[[a.b]]`. */
export interface TomlHeader {
  readonly path: TomlKey;
  readonly isArray: boolean;
}

/** A key, dotted or not. */
export interface TomlKey {
  readonly names: readonly string[];
  /** As it may be written, without spaces. */
  readonly text: string;
}

/** A member. */
export interface TomlEntry {
  readonly comments: readonly string[];
  readonly key: TomlKey;
  readonly value: TomlValue;
  readonly note: string;
}

/** A value. */
export type TomlValue =
  | { readonly type: "string"; readonly text: string; readonly lexeme: string }
  /** A number, a truth value or a date. */
  | { readonly type: "literal"; readonly lexeme: string }
  | {
      readonly type: "array";
      readonly items: TomlValue[];
      /** As it stands in the source, where comments are in it. */
      raw: string | undefined;
    }
  | { readonly type: "table"; readonly entries: [key: TomlKey, value: TomlValue][] };

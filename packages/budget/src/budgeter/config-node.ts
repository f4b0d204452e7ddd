/** A value in a configuration, whatever it was written in. */
export interface ConfigNode {
  /** A text, number, boolean or null as it is; anything with parts in it as an array or an object, whose content does not matter. */
  readonly value: unknown;
  /** Of a map, and only there. Read when asked for, since a YAML map can contain itself. */
  readonly entries?: (() => Iterable<ConfigEntry>) | undefined;
}

/** A key of a map in a configuration. */
export interface ConfigEntry {
  readonly key: string;
  readonly node: ConfigNode;
  /** From 1. Without it the configuration was not read from a file. */
  readonly line?: number | undefined;
}

/** The node of a plain object; properties that are `undefined` are left out. */
export function configNodeOf(value: unknown): ConfigNode {
  if (Object.prototype.toString.call(value) !== "[object Object]") return { value };
  return {
    value,
    entries: () =>
      Object.entries(value as object)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => ({ key, node: configNodeOf(each) })),
  };
}

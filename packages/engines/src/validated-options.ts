import { CONTENT_KINDS, GRADES, type PackOptions, TokenPakError } from "@tokenpak/core";

/**
 * Options as given, without keys that are `undefined`, so that they do not hide an engine's defaults. Throws `INVALID_OPTION`
 * for one of the wrong type or out of its range.
 */
export function validatedOptions(options: PackOptions): PackOptions {
  if (typeof options !== "object" || options === null) throw invalid("options", "an object");
  for (const [name, { holds, need }] of Object.entries(RULES)) {
    const value: unknown = options[name as keyof PackOptions];
    if (value !== undefined && !holds(value)) {
      throw invalid(name, `${need}, not ${typeof value === "object" ? "that" : String(value)}`);
    }
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as PackOptions;
}

interface OptionRule {
  holds(value: unknown): boolean;
  /** What is needed, for the message. */
  readonly need: string;
}

const oneOf = (names: readonly string[]): OptionRule => ({
  holds: (value) => names.includes(value as string),
  need: `one of ${names.join(", ")}`,
});

const typeRule = (type: string): OptionRule => ({
  holds: (value) => typeof value === type,
  need: `a ${type}`,
});

const withMethods = (...names: readonly string[]): OptionRule => ({
  holds: (value) =>
    typeof value === "object" &&
    value !== null &&
    names.every((name) => typeof Reflect.get(value, name) === "function"),
  need: `an object with ${names.map((name) => `${name}()`).join(" and ")}`,
});

/** What every option must be; most callers are not checked by a compiler. */
const RULES: Readonly<Record<keyof PackOptions, OptionRule>> = {
  maxTokens: {
    holds: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    need: "an integer from 0",
  },
  floor: oneOf(GRADES),
  kind: oneOf(CONTENT_KINDS),
  bare: typeRule("boolean"),
  facts: typeRule("boolean"),
  query: typeRule("string"),
  path: typeRule("string"),
  command: typeRule("string"),
  preserve: {
    holds: (value) =>
      Array.isArray(value) &&
      value.every((item) => typeof item === "string" || item instanceof RegExp),
    need: "a list of strings and regular expressions",
  },
  store: withMethods("put", "get"),
  counter: withMethods("count"),
};

function invalid(name: string, need: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `Option ${name} must be ${need}.`);
}

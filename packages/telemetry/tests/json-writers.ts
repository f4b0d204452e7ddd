import fc from "fast-check";

/** Texts of any characters, halves of pairs too. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  maxLength: 20,
});

/** How programs write a JSON value on a line: as JavaScript and Rust do, as Python does by default, and with more blanks. */
export const JSON_WRITERS: readonly ((value: object) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => asciiOnly(write(value, { comma: ", ", colon: ": " })),
  (value) => ` ${write(value, { comma: " ,\t", colon: " : " })} `,
];

interface Separators {
  readonly comma: string;
  readonly colon: string;
}

function write(value: unknown, separators: Separators): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const { comma, colon } = separators;
  if (Array.isArray(value)) {
    return `[${value.map((item) => write(item, separators)).join(comma)}]`;
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${JSON.stringify(name)}${colon}${write(field, separators)}`);
  return `{${fields.join(comma)}}`;
}

function asciiOnly(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

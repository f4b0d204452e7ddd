const HIDDEN = /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text in YAML's double quotes, on one line, everything that cannot be seen escaped. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    HIDDEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

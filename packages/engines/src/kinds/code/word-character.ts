/** Letters, digits, `_` and whatever is beyond ASCII and no space. */
export function isWordChar(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code >= 128) return char !== "\u00a0" && char !== "\ufeff";
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95
  );
}

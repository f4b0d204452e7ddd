/** Name of the test that a line among passing tests says failed, or `undefined`. */
export function mentionedName(line: string): string | undefined {
  const text = line.slice(0, 400).trim();
  const match = MENTION.exec(text);
  return match?.slice(1).find((name) => name !== undefined);
}

const MENTION =
  /^[×✗✖✕✘] (.+?)(?: \(?\d{1,9}(?:\.\d{1,9})? ?m?s\)?)?$|^\d{1,5}\) (.+)$|^(?:\[gw\d+\] \[.{0,8}\] )?(?:FAILED )?((?:[A-Za-z]:)?[^\s:]{1,300}::\S.*?)(?: FAILED| ERROR)?(?: +\[.{1,6}\])?$|^test (\S.{0,300}) \.\.\. FAILED$/;

/** Names that a line of a failing test's own account gives it. */
export function accountNames(line: string): readonly string[] {
  const text = line.slice(0, 400).trim().replace(/:$/, "");
  const head = text.replace(/^(?:FAIL(?:ED)?:?|●|_{3,}|-{4}|✖|×|\d{1,5}\))\s+/, "");
  const whole = head.replace(/ - .*$|\s+(?:_{3,}|stdout -{4})$/, "");
  const at = Math.max(whole.lastIndexOf(" > "), whole.lastIndexOf(" › "));
  return at < 0 ? [head, whole] : [head, whole, whole.slice(at + 3)];
}

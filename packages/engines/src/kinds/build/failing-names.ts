/** Name of the test that a line among passing tests says failed, or `undefined`. */
export function mentionedName(line: string): string | undefined {
  const text = line.slice(0, 400).trim();
  const match = MENTION.exec(text);
  return match?.slice(1).find((name) => name !== undefined);
}

const MENTION =
  /^[×✗✖✕✘] (.+?)(?: \(?\d{1,9}(?:\.\d{1,9})? ?m?s\)?)?$|^\d{1,5}\) (.+)$|^(?:\[gw\d+\] \[.{0,8}\] )?(?:FAILED )?(\S+::\S+.*?)(?: FAILED| ERROR)?(?: +\[.{1,6}\])?$|^test (\S.{0,300}) \.\.\. FAILED$/;

/** Names that a line of a failing test's own account gives it. */
export function accountNames(line: string): readonly string[] {
  const text = line.slice(0, 400).trim().replace(/:$/, "");
  const head = text.replace(/^(?:FAIL(?:ED)?:?|●|_{3,}|-{4}|✖|×|\d{1,5}\))\s+/, "");
  const whole = head.replace(/ - .*$|\s+(?:_{3,}|stdout -{4})$/, "");
  const last = whole.slice(Math.max(whole.lastIndexOf(" > "), whole.lastIndexOf(" › ")) + 3);
  return whole === last || whole === head ? [head, last] : [head, whole, last];
}

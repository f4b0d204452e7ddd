/** Whether a text without anything around it can only be a path: it has a folder or an extension, and nothing of a sentence. */
export function isPath(text: string): boolean {
  if (text.length > 1000 || NEVER.test(text)) return false;
  return /[\\/]/.test(text) ? !/[\\/] | [\\/]/.test(text) : NAME.test(text);
}

const NEVER = /^[\s"'({[<]|[\s"')}\]>,;]$|[<>|"*?;=(){}\t]|: |\s\s|:\/\//;
const NAME = /^[^\s]{1,200}\.[A-Za-z]\w{0,9}$|^[A-Z][A-Za-z]{2,30}file$/;

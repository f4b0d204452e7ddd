const TURN =
  /^(?:#{1,6} |\*\*|\[|<)?(user|human|assistant|system|ai|model|tool)(?:\*\*|\]|>)?\s{0,4}:/i;

/**
 * UTF-16 offset where the newest turn of a chat transcript begins: its last `User:` or `Human:` line, or the last turn where
 * no line is a user's. `undefined` for a text with fewer than two turns: that is no chat.
 */
export function newestTurnStart(text: string): number | undefined {
  let turns = 0;
  let last: number | undefined;
  let lastUser: number | undefined;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const role = TURN.exec(
      text.slice(start, Math.min(start + 40, end < 0 ? text.length : end)),
    )?.[1];
    if (role !== undefined) {
      turns++;
      last = start;
      if (/^(?:user|human)$/i.test(role)) lastUser = start;
    }
    if (end < 0) break;
    start = end + 1;
  }
  return turns < 2 ? undefined : (lastUser ?? last);
}

/** What a reader takes from a patch: its files, and each changed line with its file. */
export interface DiffFacts {
  readonly files: readonly string[];
  /** File, sign and text of each changed line. */
  readonly changed: readonly string[];
  /** The same with the line's number in the old or the new file. */
  readonly numbered: readonly string[];
}

/** Shares of what a patch says, 0 to 1; 1 where it says nothing of that sort. */
export interface DiffRecall {
  readonly files: number;
  readonly changed: number;
  readonly numbered: number;
}

/** Reads a unified diff, or one with headers folded to a line; a parser of the benchmark's own. */
export function readDiffFacts(text: string): DiffFacts {
  const state: State = { file: "", hunk: undefined, files: new Set(), changed: [], numbered: [] };
  for (const line of text.split("\n")) {
    if (!readBody(state, line)) readHead(state, line.replace(/\r$/, ""));
  }
  return { files: [...state.files], changed: state.changed, numbered: state.numbered };
}

/** How much of a source's facts an output still says, each counted as often as it was said. */
export function diffRecall(source: DiffFacts, output: DiffFacts): DiffRecall {
  return {
    files: shareOf(source.files, output.files),
    changed: shareOf(source.changed, output.changed),
    numbered: shareOf(source.numbered, output.numbered),
  };
}

interface State {
  file: string;
  /** Next line numbers, and how many lines are left, where the header says so. */
  hunk: { old: number; next: number; olds: number; news: number } | undefined;
  readonly files: Set<string>;
  readonly changed: string[];
  readonly numbered: string[];
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))?( @@)?/;
const FOLDED =
  /^diff [MADRCU]\d{0,3}(?:\([^)]*\))? (?:.+ => )?(.+?)(?: [0-9a-f]{7,64}(?:\.\.[0-9a-f]{7,64})?(?: \d{6})?)?(?:, [a-z0-9].*)?$/;

function readBody(state: State, line: string): boolean {
  const { hunk, file } = state;
  const sign = line[0] ?? " ";
  if (hunk === undefined || !" +-\\".includes(sign)) return false;
  if (sign === "\\") return true;
  if ((sign !== "+" && hunk.olds === 0) || (sign !== "-" && hunk.news === 0)) return false;
  if (line === "") return false;
  if (sign !== " ") {
    state.changed.push(`${file}\0${line}`);
    state.numbered.push(`${file}\0${sign === "+" ? hunk.next : hunk.old}\0${line}`);
  }
  if (sign !== "+") {
    hunk.old++;
    hunk.olds--;
  }
  if (sign !== "-") {
    hunk.next++;
    hunk.news--;
  }
  return true;
}

function readHead(state: State, line: string): void {
  const hunk = HUNK.exec(line);
  if (hunk !== null) {
    const [, old = "", olds, next = "", news, counted] = hunk;
    const isCounted = counted !== undefined;
    state.hunk = {
      old: Number(old) + (olds === "0" ? 1 : 0),
      next: Number(next) + (news === "0" ? 1 : 0),
      olds: isCounted ? Number(olds ?? 1) : Number.POSITIVE_INFINITY,
      news: isCounted ? Number(news ?? 1) : Number.POSITIVE_INFINITY,
    };
    return;
  }
  if (/^diff |^---? |^\+\+\+ |^commit /.test(line)) state.hunk = undefined;
  const name =
    /^(?:diff --git .* |\+\+\+ |rename to )"?(?:b\/)?(.*?)"?\t?$/.exec(line)?.[1] ??
    FOLDED.exec(line)?.[1];
  if (name === undefined || name === "/dev/null") return;
  state.file = name;
  state.files.add(name);
}

function shareOf(wanted: readonly string[], found: readonly string[]): number {
  if (wanted.length === 0) return 1;
  const left = new Map<string, number>();
  for (const one of found) left.set(one, (left.get(one) ?? 0) + 1);
  let kept = 0;
  for (const one of wanted) {
    const times = left.get(one) ?? 0;
    if (times > 0) kept++;
    left.set(one, times - 1);
  }
  return kept / wanted.length;
}

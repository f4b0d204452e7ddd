/**
 * The first report of a source that its digest does not show, or `undefined`: lines that name a place and a severity, that
 * begin with a severity, that say which test failed, and the last counts of what was found. A report that stands twice, or
 * stands elsewhere with other indentation, is shown where one of them is; a failing test that is only named, where its name is.
 */
export function missingReport(
  lines: readonly string[],
  shown: readonly string[],
): string | undefined {
  const reader = new ReportReader(shown);
  let totals: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const text = line.length > 400 ? line.slice(0, 400) : line;
    const lost = reader.lostOf({ line, text, next: lines[at + 1] ?? "" });
    if (lost !== undefined) return `"${lost.trim().slice(0, 100)}" is missing`;
    if (TOTAL.test(text)) totals = [...totals.slice(-2), line];
  }
  const lost = totals.find((line) => !reader.shows(line));
  return lost === undefined ? undefined : `"${lost.trim().slice(0, 100)}" is missing`;
}

interface SourceLine {
  readonly line: string;
  /** Its beginning. */
  readonly text: string;
  readonly next: string;
}

/** Reads the source's lines in order and looks for what they report. */
class ReportReader {
  readonly #places: ReadonlySet<string>;
  readonly #shown: readonly string[];
  /** Names of tests that shown lines give; filled when first asked for. */
  #names: Set<string> | undefined;
  #heading = "";

  constructor(shown: readonly string[]) {
    this.#shown = shown;
    this.#places = placesOf(shown);
  }

  shows(line: string): boolean {
    return this.#places.has(line.trim());
  }

  /** What a line reports and no shown line says. */
  lostOf({ line, text, next }: SourceLine): string | undefined {
    if (ROW.test(text))
      return this.#places.has(`${this.#heading}\n${line.trim()}`) ? undefined : line;
    this.#heading = line;
    if (!mayReport(text)) return undefined;
    if (REPORT.test(text)) return this.#lostReport(line, next);
    const name = FAILING.exec(text)
      ?.slice(1)
      .find((group) => group !== undefined);
    return name === undefined || this.shows(line) || this.#isNamed(name) ? undefined : line;
  }

  #lostReport(line: string, next: string): string | undefined {
    if (!this.shows(line)) return line;
    if (!PLACE_BELOW.test(next.slice(0, 400))) return undefined;
    return this.#places.has(`${line.trim()}\n${next.trim()}`) ? undefined : next;
  }

  #isNamed(name: string): boolean {
    this.#names ??= new Set(namesOf(this.#shown));
    return this.#names.has(name.trim());
  }
}

/** Shown lines; places also behind the report above them, and rows of a table behind the table's heading. */
function placesOf(shown: readonly string[]): ReadonlySet<string> {
  const places = new Set<string>();
  let above = "";
  let heading = "";
  for (const line of shown) {
    const trimmed = line.trim();
    places.add(trimmed);
    if (line.includes("--> ")) places.add(`${above}\n${trimmed}`);
    if (ROW.test(line.slice(0, 400))) places.add(`${heading}\n${trimmed}`);
    else heading = line;
    above = trimmed;
  }
  return places;
}

/** Row of a linter's table, which has its file's name above. */
const ROW = /^\s{1,12}\d{1,7}:\d{1,7}\s+(?:error|warning)\s/;

/** `--> src/lib.rs:3:5`, the place of the report above. */
const PLACE_BELOW = /^\s{0,12}--> \S/;

/** Counts at the end of a run. */
const TOTAL =
  /^(?:=+ |✖ |(?: {0,3}Tests?:? {1,12}|Test Suites: |Found ))?\d{1,7} (?:passed|failed|failing|passing|errors?|warnings?|problems?)\b/;

/** Failing tests: the name of the test. */
const FAILING =
  /^(?:\s{0,80}[×✗✖✕✘] (?!\d)(\S.*?)(?: \(?\d{1,9}(?:\.\d{1,9})? ?m?s\)?)?|\s{0,80}(not ok \d.*)|\s{0,40}(--- FAIL: .*)|(FAIL(?:ED)?[:\t ] *\S.*)|\s{0,8}(● .*)|(_{3,} [^_ ].* _{3,})|([^\s:]{1,300}::\S+) FAILED(?:\s+\[ {0,2}\d{1,3}%\])?|test (.+) \.\.\. FAILED)$/;

/** Whether it is worth asking for more: most lines hold none of these. */
function mayReport(text: string): boolean {
  return /error|warning|fatal|FAIL|ERR|WARN|[Ee]rror|Warning|not ok|[×✗✖✕✘●]|^_{3}/.test(text);
}

const REPORT =
  /^(?!\s{0,12}>?\s{0,3}\d{0,7}\s{0,4}[|│┆:·]|\s+at |\s*File "|\s{1,9}\d{1,7}\| )(?:.{0,300}(?::\d{1,7}:\d{1,7}|\(\d{1,7},\d{1,7}\)): (?:fatal )?(?:error|warning)\b|\s{0,8}(?:error|warning|fatal|Error|Warning|ERROR|WARNING|FATAL)(?:\[[\w:-]{1,40}\])?: \S|npm (?:ERR!|error|warn) \S)/;

/** Names that shown lines give tests, with or without the name of a task of one or two words in front. */
function* namesOf(shown: readonly string[]): Generator<string> {
  for (const line of shown) {
    const text = line.slice(0, 400).trim().replace(/:$/, "");
    yield* namesIn(text);
    const task = /^\S+ (?:\S+ )?/.exec(text)?.[0] ?? "";
    yield* namesIn(text.slice(task.length));
    yield* namesIn(text.slice(text.indexOf(" ") + 1));
  }
}

/** What stands behind marks and words of failure, and the last part of a path of names. */
function* namesIn(text: string): Generator<string> {
  yield text;
  const bare = text.replace(/^(?:FAIL(?:ED)?:?|●|_+|-{4}|[×✗✖✕✘]|\d{1,5}\))\s+/, "");
  yield bare;
  yield bare.replace(/ \(?\d{1,9}(?:\.\d{1,9})? ?m?s\)?$/, "");
  yield bare.replace(/ - .*$|\s+_+$|\s+stdout -{4}$/, "");
  for (const mark of [" > ", " › "]) {
    const last = bare.lastIndexOf(mark);
    if (last >= 0) yield bare.slice(last + mark.length);
  }
}

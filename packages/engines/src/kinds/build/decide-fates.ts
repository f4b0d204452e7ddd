import { isForeign } from "./foreign-code.ts";
import { type LineShape, shapeOfLine } from "./line-shape.ts";
import type { BuildLines } from "./read-build-lines.ts";

/** What becomes of a line. */
export type Fate =
  /** Stays. */
  | "keep"
  /** Stays unless there are more of its sort: then one stands for all. */
  | "fold"
  /** Says what other lines say, or where in a piece of source something is. */
  | "drop"
  /** A dump of a value; goes where the same failure has a comparison. */
  | "dump";

/** Fates of a build's lines, and the reports and failures that they belong to. */
export interface Fates {
  readonly fates: readonly Fate[];
  readonly shapes: readonly LineShape[];
  /** Index of the line that a line tells more of; its own where it begins something, -1 where it belongs to nothing. */
  readonly heads: Int32Array;
}

/** Own frames of a stack trace that stay. */
const MOST_FRAMES = 2;
/** Python prints the frame that failed last. */
const MOST_PYTHON_FRAMES = 6;

/** Reads a build's output from the top: which lines are the reports, which tell more of them, which are noise. */
export function decideFates(lines: BuildLines): Fates {
  const shapes = lines.bodies.map((line) => shapeOfLine(line));
  const fates: Fate[] = [];
  const heads = new Int32Array(shapes.length).fill(-1);
  const readers = new Map<number, FateReader>();
  for (const [at, stream] of lines.streams.entries()) {
    let reader = readers.get(stream);
    if (reader === undefined) {
      reader = new FateReader(lines.bodies, shapes, fates);
      readers.set(stream, reader);
    }
    fates.push("keep");
    fates[at] = reader.read(at);
    heads[at] = reader.head;
  }
  for (const reader of readers.values()) reader.end();
  return { fates, shapes, heads };
}

/** Reads the lines of one task. */
class FateReader {
  /** Line that the last one belongs to. */
  head = -1;
  readonly #lines: readonly string[];
  readonly #shapes: readonly LineShape[];
  readonly #fates: Fate[];
  #entry: "none" | "report" | "failure" | "pytest" = "none";
  #frames = 0;
  /** Whether the last frame stayed: the line of code below it shares its fate. */
  #frameStays = false;
  #previous: LineShape = "blank";
  #previousText = "";
  #inDiff = false;
  #hasComparison = false;
  #hasGutter = false;
  /** Indentation at which a dump of a value ends, -1 outside of one. */
  #dumpIndent = -1;
  #dumped: number[] = [];

  constructor(lines: readonly string[], shapes: readonly LineShape[], fates: Fate[]) {
    this.#lines = lines;
    this.#shapes = shapes;
    this.#fates = fates;
  }

  read(at: number): Fate {
    const shape = this.#shapes[at] as LineShape;
    const fate = this.#fateOf(at, shape);
    if (shape !== "blank") {
      this.#previous = shape;
      this.#previousText = this.#lines[at] as string;
    }
    return fate;
  }

  /** Settles the dumps of the entry that ends here. */
  end(): void {
    for (const at of this.#dumped) this.#fates[at] = this.#hasComparison ? "drop" : "keep";
    this.#dumped = [];
    this.#dumpIndent = -1;
    this.#hasComparison = false;
    this.#inDiff = false;
    this.#hasGutter = false;
    this.#frames = 0;
    this.#entry = "none";
    this.head = -1;
  }

  #fateOf(at: number, shape: LineShape): Fate {
    const line = this.#lines[at] as string;
    switch (shape) {
      case "blank":
        return "drop";
      case "rule":
      case "caret":
        return this.#inDiff && /^\s*[-+]/.test(line) ? "keep" : "drop";
      case "report":
        return this.#report(at, line);
      case "failure":
      case "mention":
        return this.#failure(at, line);
      case "frame":
      case "location":
        return this.#place(line, shape);
      case "gutter":
      case "marked":
      case "label":
        return this.#source(at, shape);
      case "note":
        return "fold";
      case "trivia":
        return "drop";
      case "other":
        return this.#other(at, line);
      default:
        this.end();
        return shape === "summary" ? "keep" : "fold";
    }
  }

  #begin(at: number, entry: "report" | "failure" | "pytest"): void {
    this.end();
    this.#entry = entry;
    this.head = at;
  }

  #report(at: number, line: string): Fate {
    const isRemark = /: (?:note: |\s{2,}(?:required|recursively)|In (?:file|instantiation))/.test(
      line,
    );
    if (isRemark && isForeign(line)) return "drop";
    const belongs = this.#entry === "pytest" || (this.#entry === "failure" && !/^\S/.test(line));
    this.#inDiff = false;
    if (!belongs && this.#entry !== "failure") this.#begin(at, "report");
    else if (!belongs && isPlaced(line)) this.#begin(at, "report");
    return "keep";
  }

  #failure(at: number, line: string): Fate {
    if (this.#inDiff && /^\s*[-+]/.test(line)) return "keep";
    this.#begin(at, /^_{3,} /.test(line) ? "pytest" : "failure");
    return "keep";
  }

  #place(line: string, shape: LineShape): Fate {
    this.#inDiff = false;
    this.#dumpIndent = -1;
    if (shape === "location" && /-->|,-\[|[╭┌]─/.test(line)) return "keep";
    const isPython = /^\s*File "/.test(line);
    const most = isPython ? MOST_PYTHON_FRAMES : MOST_FRAMES;
    this.#frameStays = this.#frames < most && !isForeign(line);
    if (this.#frameStays) this.#frames++;
    return this.#frameStays ? "keep" : "drop";
  }

  #source(at: number, shape: LineShape): Fate {
    if (this.#entry === "none") return "fold";
    this.#inDiff = false;
    this.#hasGutter = true;
    const inFailure = this.#entry === "failure" || this.#entry === "pytest";
    if (shape === "label") return this.#saysWhy(this.#lines[at] as string) ? "keep" : "drop";
    return inFailure && (shape === "marked" || this.#shapes[at + 1] === "caret") ? "keep" : "drop";
  }

  /** Words below the source of an error are a part of what it says; of a warning they are advice. */
  #saysWhy(line: string): boolean {
    const isError = this.head < 0 || /\berror\b/i.test(this.#lines[this.head] as string);
    return isError && /[\^~] +[a-z`]/.test(line);
  }

  #other(at: number, line: string): Fate {
    if (this.#inDiff) return /^\s*[-+]/.test(line) ? "keep" : "drop";
    if (this.#entry === "pytest") return this.#pytestLine(line);
    if (this.#shapes[at + 1] === "location") {
      this.#begin(at, "report");
      return "keep";
    }
    const shared = this.#sharedFate(at, line);
    if (shared !== undefined) return shared;
    if (this.#entry === "failure") return this.#failureLine(at, line);
    if (this.#entry === "report") return this.#reportLine(at, line);
    return this.#headsPassed(at, line) ? "drop" : "fold";
  }

  /** Whether a line is the name of a suite, with the tests that passed further in below it. */
  #headsPassed(at: number, line: string): boolean {
    const next = this.#lines[at + 1] ?? "";
    if (this.#shapes[at + 1] !== "pass") return false;
    if (/^\w{1,200} \([\w.]{1,300}\)$/.test(line)) return true;
    return indentOf(next) > indentOf(line) && !/:\s*$/.test(line);
  }

  /** Fate of a line that belongs to a caret or a frame below or above it; `undefined` for others. */
  #sharedFate(at: number, line: string): Fate | undefined {
    const below = this.#shapes[at + 1];
    const next = this.#lines[at + 1] ?? "";
    if (below === "caret" && this.#entry !== "none") {
      return this.#entry === "failure" ? "keep" : "drop";
    }
    const isBelowPython = this.#previous === "frame" && /^\s*File "/.test(this.#previousText);
    if (isBelowPython && /^\s{3,}\S/.test(line)) return this.#frameStays ? "keep" : "drop";
    const isGoFunction = below === "frame" && next.startsWith("\t") && line.endsWith(")");
    if (!isGoFunction) return undefined;
    return isForeign(next) || this.#frames >= MOST_FRAMES ? "drop" : "keep";
  }

  #reportLine(at: number, line: string): Fate {
    // A message that the tool broke at the width of a terminal goes on at the beginning of the next line.
    const goesOn = this.#previous === "report" && this.#shapes[at + 2] === "caret";
    if (goesOn) return "keep";
    if (/^\s/.test(line)) {
      if (this.#hasGutter && /^\s*\d{0,7} ?[-+] /.test(line)) return "drop";
      return "keep";
    }
    if (this.#hasGutter && /^\d{1,7} [-+] /.test(line)) return "drop";
    this.end();
    return "fold";
  }

  #failureLine(at: number, line: string): Fate {
    if (/^\s*[-+] ?(?:expected|received|actual)\b/i.test(line)) {
      this.#inDiff = true;
      this.#hasComparison = true;
      this.#dumpIndent = -1;
      return "keep";
    }
    const indent = indentOf(line);
    const trimmed = line.trim();
    if (this.#dumpIndent >= 0) {
      this.#dumped.push(at);
      if (indent <= this.#dumpIndent && /^[}\]]/.test(trimmed)) this.#dumpIndent = -1;
      return "dump";
    }
    if (trimmed === "{" || trimmed === "[") {
      this.#dumpIndent = indent;
      this.#dumped.push(at);
      return "dump";
    }
    if (/^(?:actual|expected): ?\S?/.test(trimmed)) this.#hasComparison = true;
    return "keep";
  }

  /** In what pytest tells of a failing test, the line in question begins with `>`, what went wrong with `E`. */
  #pytestLine(line: string): Fate {
    if (/^={3,} .{1,200} ={3,}$/.test(line)) {
      this.end();
      return "keep";
    }
    if (/^-{3,} Captured/.test(line)) {
      this.#entry = "failure";
      return "keep";
    }
    if (/: in \w+$/.test(this.#previousText)) return "keep";
    return /^(?: {4}|def |async |class |@)| object at 0x/.test(line) ? "drop" : "keep";
  }
}

/** Whether a report names a place of its own, and so does not tell more of the failure above. */
function isPlaced(line: string): boolean {
  return /^\S{1,300}[:(]\d/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

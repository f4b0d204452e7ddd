import fc from "fast-check";

/** Lines that a patch may hold, many of which read like something else. */
const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ordinaryLines()) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        "",
        " ",
        "-",
        "+",
        "--",
        "-- ",
        "- a",
        "+++ b",
        "--- a/x",
        "\\",
        "\\ No newline at end of file",
      ],
      ...[
        "diff M src/a.ts",
        "diff A a, 3 lines",
        "diff --git a/x b/x",
        "@@ -1 +1",
        "@@ -1,2 +1,2 @@",
        "@@@ -1 -1 +1 @@@",
      ],
      ...[
        "... lines 3-9",
        "... 7 lines, 1-20",
        "Index: a",
        "Only in a: b",
        "a\r",
        "\r",
        "x\u2028y",
        "\u001b[31mred\u001b[m",
        "\ud800",
      ],
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map((text) => text.replaceAll("\n", "")) },
);

const name = fc.constantFrom(
  ...[
    "src/a.ts",
    "a",
    "src/my file.txt",
    "lib/deep/er/b.js",
    "package-lock.json",
    "x.min.js",
    "a => b",
    "p, binary",
  ],
  ...[
    "n 3fa9c1d",
    "n, 3 lines",
    "b/a b/a",
    "(x) y",
    "a/a",
    "q, mode 100755",
    "größe.md",
    '"t\\tq.txt"',
    '"\\303\\244.c"',
  ],
);

const hash = fc.constantFrom(
  "3fa9c1d",
  "5b1d02ac9",
  "e69de29",
  "0123456789abcdef0123456789abcdef01234567",
);
const mode = fc.constantFrom("100644", "100755", "120000", "160000");
const prefixes = fc.constantFrom<readonly [string, string]>(
  ["a/", "b/"],
  ["a/", "b/"],
  ["", ""],
  ["i/", "w/"],
);

type Op = readonly [sign: " " | "+" | "-", text: string];

/** What is done to a stretch of a file: groups of kept, removed and added lines. */
const ops: fc.Arbitrary<readonly Op[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom<" " | "+" | "-">(" ", " ", "+", "-"),
      fc.array(line, { minLength: 1, maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((groups) => groups.flatMap(([sign, texts]) => texts.map((text): Op => [sign, text])));

interface HunkShape {
  readonly gap: number;
  readonly ops: readonly Op[];
  readonly section: string;
  readonly torn: boolean;
}

const hunk: fc.Arbitrary<HunkShape> = fc.record({
  gap: fc.nat({ max: 900 }),
  ops,
  section: fc.constantFrom("", "", " function load() {", " @@ odd", " 7 of 9", " a\tb"),
  torn: fc.boolean().map((torn) => torn),
});

/** Hunks of a file, in order, with right coordinates. */
const hunks: fc.Arbitrary<readonly string[]> = fc
  .array(hunk, { minLength: 1, maxLength: 4 })
  .map((shapes) => {
    let [old, next] = [1, 1];
    return shapes.flatMap((shape, index) => {
      old += shape.gap;
      next += shape.gap;
      const counts = [" -", " +"].map(
        (signs) => shape.ops.filter(([sign]) => signs.includes(sign)).length,
      ) as [number, number];
      const lines = hunkLines(shape, [old, next], counts);
      old += counts[0];
      next += counts[1];
      const isLast = index === shapes.length - 1;
      return isLast && shape.torn ? [...lines, "\\ No newline at end of file"] : lines;
    });
  });

function hunkLines(
  { ops: own, section }: HunkShape,
  next: readonly [number, number],
  counts: readonly [number, number],
): string[] {
  const side = (at: 0 | 1): string => {
    const start = counts[at] === 0 ? next[at] - 1 : next[at];
    return counts[at] === 1 ? `${start}` : `${start},${counts[at]}`;
  };
  return [`@@ -${side(0)} +${side(1)} @@${section}`, ...own.map(([sign, text]) => sign + text)];
}

function prefixed(prefix: string, path: string): string {
  return path.startsWith('"') ? `"${prefix}${path.slice(1)}` : prefix + path;
}

function tabbed(path: string): string {
  return path.includes(" ") && !path.startsWith('"') ? `${path}\t` : path;
}

const gitFile: fc.Arbitrary<readonly string[]> = fc
  .record({
    status: fc.constantFrom("M", "M", "M", "A", "D", "R", "C"),
    names: fc.tuple(name, name),
    prefixes,
    hashes: fc.option(fc.tuple(hash, hash)),
    mode,
    modes: fc.option(fc.tuple(mode, mode), { freq: 4 }),
    content: fc.constantFrom("text", "text", "text", "none", "binary", "patch"),
    hunks,
    ops: fc.array(line, { minLength: 1, maxLength: 12 }),
    torn: fc.boolean(),
  })
  .map((shape) => {
    const { status, content } = shape;
    const isMoved = status === "R" || status === "C";
    const [from, to] = isMoved ? shape.names : [shape.names[0], shape.names[0]];
    const [old, next] = [prefixed(shape.prefixes[0], from), prefixed(shape.prefixes[1], to)];
    const lines = [`diff --git ${old} ${next}`];
    if (status === "A") lines.push(`new file mode ${shape.mode}`);
    else if (status === "D") lines.push(`deleted file mode ${shape.mode}`);
    else if (shape.modes) lines.push(`old mode ${shape.modes[0]}`, `new mode ${shape.modes[1]}`);
    if (isMoved) {
      const verb = status === "R" ? "rename" : "copy";
      lines.push(`similarity index ${content === "none" ? 100 : 92}%`);
      lines.push(`${verb} from ${from}`, `${verb} to ${to}`);
    }
    if (shape.hashes) lines.push(`index ${indexOf(shape, shape.hashes)}`);
    const [left, right] = [status === "A" ? "/dev/null" : old, status === "D" ? "/dev/null" : next];
    if (content === "binary") lines.push(`Binary files ${left} and ${right} differ`);
    if (content === "patch") lines.push("GIT binary patch", "literal 1", "Icmb;b004Oac>n+a", "");
    if (content !== "text") return lines;
    lines.push(`--- ${tabbed(left)}`, `+++ ${tabbed(right)}`);
    if (status !== "A" && status !== "D") return [...lines, ...shape.hunks];
    const count = shape.ops.length === 1 ? "1" : `1,${shape.ops.length}`;
    lines.push(status === "A" ? `@@ -0,0 +${count} @@` : `@@ -${count} +0,0 @@`);
    lines.push(...shape.ops.map((text) => (status === "A" ? "+" : "-") + text));
    return shape.torn ? [...lines, "\\ No newline at end of file"] : lines;
  });

function indexOf(
  { status, mode: own, modes }: { status: string; mode: string; modes: unknown },
  [left, right]: readonly [string, string],
): string {
  if (status === "A") return `${"0".repeat(right.length)}..${right}`;
  if (status === "D") return `${left}..${"0".repeat(left.length)}`;
  return modes ? `${left}..${right}` : `${left}..${right} ${own}`;
}

const plainFile: fc.Arbitrary<readonly string[]> = fc
  .record({
    path: name,
    stamps: fc.constantFrom(
      ["", ""],
      ["\t2026-11-22 10:00:00.000000000 +0000", "\t2026-11-23 11:30:00.5 +0100"],
      ["\t1970-01-01 00:00:00.000000000 +0000", "\t2026-11-23 11:30:00.5 +0100"],
      ["\tSun Nov 22 10:00:00 2026", "\tMon Nov 23 10:00:00 2026"],
      ["\t(revision 12)", "\t(working copy)"],
    ),
    sides: fc.constantFrom(["old/", "new/"], ["", ""], ["a/", "b/"]),
    before: fc.constantFrom("none", "command", "index"),
    hunks,
  })
  .map(({ path, stamps, sides, before, hunks: own }) => {
    const [old, next] = sides.map((side) => side + path);
    const noise = {
      none: [],
      command: [`diff -ru ${old} ${next}`],
      index: [`Index: ${path}`, "=".repeat(67)],
    }[before] as readonly string[];
    return [...noise, `--- ${old}${stamps[0]}`, `+++ ${next}${stamps[1]}`, ...own];
  });

const between: fc.Arbitrary<readonly string[]> = fc.constantFrom<readonly string[]>(
  ...[
    [],
    [],
    [],
    ["Only in old: b.txt"],
    ["-- ", "2.39.5", ""],
    ["", "Property changes on: a", ""],
  ],
  [
    "commit 0123456789abcdef0123456789abcdef01234567",
    "Author: A <a@example.com>",
    "",
    "    Say it",
  ],
  [
    "diff --cc x",
    "index 1234567,2345678..3456789",
    "--- a/x",
    "+++ b/x",
    "@@@ -1,1 -1,1 +1,2 @@@",
    "  a",
    "++b",
  ],
);

/** A patch of several files, well formed, with right counts. */
export const wholePatch: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(between, fc.oneof({ weight: 3, arbitrary: gitFile }, plainFile)), {
      minLength: 1,
      maxLength: 5,
    }),
    between,
    fc.boolean(),
  )
  .map(([files, last, isEnded]) => {
    const lines = [...files.flatMap(([before, file]) => [...before, ...file]), ...last];
    return lines.join("\n") + (isEnded ? "\n" : "");
  });

/** Patches, and what becomes of them: with line ends of Windows, coloured, cut off, with a line too few or too many. */
export const anyPatch: fc.Arbitrary<string> = fc
  .tuple(wholePatch, fc.nat({ max: 7 }), fc.nat(), line)
  .map(([patch, fate, place, extra]) => {
    const lines = patch.split("\n");
    const at = place % lines.length;
    if (fate === 0) return patch.replaceAll("\n", "\r\n");
    if (fate === 1) return patch.slice(0, place % (patch.length + 1));
    if (fate === 2) return lines.filter((_, index) => index !== at).join("\n");
    if (fate === 3) return [...lines.slice(0, at), extra, ...lines.slice(at)].join("\n");
    return fate === 4 ? coloured(lines) : patch;
  });

function coloured(lines: readonly string[]): string {
  const colourOf = (text: string): string => {
    if (text.startsWith("@@")) return "36";
    if (text.startsWith("+")) return "32";
    return text.startsWith("-") ? "31" : "1";
  };
  return lines
    .map((text) => (text.startsWith(" ") ? text : `\u001b[${colourOf(text)}m${text}\u001b[m`))
    .join("\n");
}

function ordinaryLines(): string[] {
  return [
    ...["const total = sum(items);", "  return total;", "}", "", "import { a } from './a.ts';"],
    ...[
      "    if (x === undefined) return;",
      "# Title",
      "let size = 3;",
      "\tint main(void) {",
      '  "version": "1.2.3",',
    ],
  ];
}

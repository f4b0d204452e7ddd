import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Listings of many commands with odd names, values out of place, torn ends. */
export const listingFuzz: FuzzKind = {
  kind: "listing",
  generate,
  values: (text) => text.split("\n").length,
  hints: { command: "ls -la" },
};

const NAMES = [
  "src",
  "index.ts",
  "read-file.test.ts",
  "README.md",
  ".gitignore",
  "a b.txt",
  "x -> y",
  "größe.ts",
  "=odd",
  "|bar",
  "12",
  "[x].ts",
  "[  12]  y",
  "C.D",
  "..",
  ".",
  "... lines 3-9",
  "a: 5",
  "b:",
  "\ud800.ts",
  "日本.md",
  "x\ry",
];
const FOLDERS = [
  "",
  "src/",
  "src/kinds/json/",
  "docs/",
  "./a-1/",
  "12/",
  ">x/",
  "C:\\a\\",
  "(app)/",
];
const MESSAGES = [
  "",
  "total 12",
  "find: 'x': Permission denied",
  "= 3 rows, 1 shown; columns a",
  "src:",
  "3 directories, 9 files",
  "... 12 lines, 3-40",
];

function generate(random: Random): string {
  const size = random.pick([0, 3, 20, 60, 130, 200]);
  const make = random.pick(MAKERS);
  const lines = make(size, random);
  for (let odd = random.whole(4) - 1; odd > 0; odd--) {
    lines.splice(random.whole(lines.length + 1), 0, random.pick(MESSAGES));
  }
  const end = random.chance(0.1) ? "\r\n" : "\n";
  return lines.join(end) + (random.chance(0.7) ? end : "");
}

type Maker = (size: number, random: Random) => string[];

function times(size: number, make: (at: number) => string): string[] {
  return Array.from({ length: size }, (_, at) => make(at));
}

function nameOf(random: Random): string {
  return random.chance(0.6)
    ? `part-${random.whole(300)}.${random.pick(["ts", "md", "json"])}`
    : random.pick(NAMES);
}

const ls: Maker = (size, random) => {
  const row = (): string =>
    `${random.pick(["-rw-r--r--", "drwxr-xr-x", "lrwxrwxrwx", "crw-rw-rw-"])} ${random.whole(12)} ${random.pick(["ada", "root"])} staff ${String(random.chance(0.05) ? "8, 0" : random.whole(10 ** (1 + random.whole(9)))).padStart(9)} ${random.pick(["Nov 22 17:34", "Jan  2  2023", "2024-01-15 10:30", "22 Nov 17:01"])} ${nameOf(random)}`;
  if (random.chance(0.5)) return ["total 96", ...times(size, row)];
  const folders = Array.from({ length: 1 + random.whole(5) }, (_, at) => [
    ...(at > 0 ? [""] : []),
    `${random.pick(FOLDERS)}${random.pick(NAMES)}:`,
    "total 8",
    ...times(Math.ceil(size / 3), row),
  ]);
  return folders.flat();
};

const paths: Maker = (size, random) => times(size, () => random.pick(FOLDERS) + nameOf(random));

const processes: Maker = (size, random) => [
  "USER       PID %CPU   RSS STAT COMMAND",
  ...times(
    size,
    () =>
      `${random.pick(["root", "ada"]).padEnd(8)} ${String(random.whole(40_000)).padStart(5)} ${(random.whole(999) / 10).toFixed(1).padStart(4)} ${String(random.whole(99_999)).padStart(5)} ${random.pick(["S", "R", "Ss"]).padEnd(4)} /usr/bin/${nameOf(random)} --flag`,
  ),
];

const containers: Maker = (size, random) => [
  "CONTAINER ID   IMAGE          STATUS",
  ...times(
    size,
    () =>
      `${random
        .whole(2 ** 30)
        .toString(16)
        .padStart(
          12,
          "0",
        )}   app:${random.whole(9)}     ${random.pick(["Up 2 hours", "Exited (0) 3 days ago"])}`,
  ),
];

const changes: Maker = (size, random) =>
  times(
    size,
    () => `${random.pick([" M", "??", "A ", "RM", "UU"])} ${random.pick(FOLDERS)}${nameOf(random)}`,
  );

const sizes: Maker = (size, random) =>
  times(
    size,
    () =>
      `${random.whole(9999)}${random.pick(["", "", "K", ".5M"])}\t${random.pick(FOLDERS)}${nameOf(random)}`,
  );

const tree: Maker = (size, random) => {
  const [tee = "", elbow = "", bar = ""] = random.pick([
    ["├── ", "└── ", "│\u00a0\u00a0 "],
    ["├── ", "└── ", "│   "],
    ["|-- ", "`-- ", "|   "],
    ["├───", "└───", "│   "],
  ]);
  const depths: number[] = [];
  for (let at = 0; at < size; at++) {
    depths.push(Math.max(1, Math.min((depths.at(-1) ?? 0) + 1, 1 + random.whole(5))));
  }
  const isFollowed = (at: number, level: number): boolean => {
    let next = at + 1;
    while (next < size && (depths[next] as number) > level) next++;
    return depths[next] === level;
  };
  const lines = depths.map((depth, at) => {
    let prefix = "";
    for (let level = 1; level < depth; level++) prefix += isFollowed(at, level) ? bar : "    ";
    const beside = random.chance(0.2) ? `[${String(random.whole(99_999)).padStart(11)}]  ` : "";
    return `${prefix}${isFollowed(at, depth) !== random.chance(0.01) ? tee : elbow}${beside}${nameOf(random)}`;
  });
  return [".", ...lines, "", `${random.whole(9)} directories, ${size} files`];
};

const MAKERS: readonly Maker[] = [ls, ls, paths, processes, containers, changes, sizes, tree];

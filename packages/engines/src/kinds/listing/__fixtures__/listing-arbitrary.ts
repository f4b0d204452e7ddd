import fc from "fast-check";

const name = fc.oneof(
  fc.constantFrom(
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
    "C.D",
  ),
  fc.string({ minLength: 1, maxLength: 8 }).map((own) => own.replace(/[\n/]/g, "_")),
);

const size = fc.oneof(fc.nat(9_999), fc.nat(900_000_000), fc.constant(4096));

const lsRow = fc
  .tuple(
    fc.constantFrom("-rw-r--r--", "drwxr-xr-x", "lrwxrwxrwx", "-rwxr-xr-x@"),
    fc.integer({ min: 1, max: 12 }),
    fc.constantFrom("ada", "root"),
    size,
    fc.constantFrom("Nov 22 17:34", "Jan  2  2023", "2024-01-15 10:30"),
    name,
  )
  .map(
    ([mode, links, owner, bytes, date, own]) =>
      `${mode} ${String(links).padStart(3)} ${owner} staff ${String(bytes).padStart(9)} ${date} ${own}`,
  );

const ls = fc
  .array(
    fc.tuple(fc.constantFrom("src", "src/kinds", "docs"), fc.array(lsRow, { maxLength: 40 })),
    { minLength: 1, maxLength: 4 },
  )
  .map((folders) =>
    folders.length === 1
      ? ["total 12", ...(folders[0]?.[1] ?? [])]
      : folders.flatMap(([folder, rows], at) => [
          ...(at > 0 ? [""] : []),
          `${folder}:`,
          "total 8",
          ...rows,
        ]),
  );

const paths = fc
  .array(
    fc.tuple(fc.constantFrom("", "src/", "src/kinds/json/", "docs/", "./a-1/", "12/", ">x/"), name),
    { maxLength: 150 },
  )
  .map((entries) => entries.map(([folder, own]) => folder + own));

const processes = fc
  .array(
    fc.tuple(
      fc.constantFrom("root", "ada"),
      fc.nat(40_000),
      fc.nat(999),
      fc.constantFrom("S", "R", "Ss"),
      name,
    ),
    { maxLength: 130 },
  )
  .map((rows) => [
    "USER       PID %CPU STAT COMMAND",
    ...rows.map(
      ([user, pid, cpu, stat, own]) =>
        `${user.padEnd(8)} ${String(pid).padStart(5)} ${(cpu / 10).toFixed(1).padStart(4)} ${stat.padEnd(4)} /usr/bin/${own} --flag`,
    ),
  ]);

const containers = fc
  .array(fc.tuple(fc.nat(0xffffff), fc.constantFrom("Up 2 hours", "Exited (0) 3 days ago")), {
    maxLength: 120,
  })
  .map((rows) => [
    "CONTAINER ID   IMAGE          STATUS",
    ...rows.map(
      ([id, status]) => `${id.toString(16).padStart(12, "0")}   app:latest     ${status}`,
    ),
  ]);

const changes = fc
  .array(fc.tuple(fc.constantFrom(" M", "??", "A ", "RM"), name), { maxLength: 120 })
  .map((rows) => rows.map(([state, own]) => `${state} src/${own}`));

const tree = fc
  .tuple(
    fc.array(fc.tuple(fc.nat({ max: 3 }), name), { minLength: 1, maxLength: 130 }),
    fc.constantFrom(["├── ", "└── ", "│\u00a0\u00a0 "], ["|-- ", "`-- ", "|   "]),
    fc.boolean(),
  )
  .map(([steps, [tee = "", elbow = "", bar = ""], isSized]) =>
    drawn(steps, { tee, elbow, bar }, isSized),
  );

function drawn(
  steps: readonly (readonly [number, string])[],
  { tee, elbow, bar }: { readonly tee: string; readonly elbow: string; readonly bar: string },
  isSized: boolean,
): string[] {
  let depth = 0;
  const entries = steps.map(([step, own]) => {
    depth = Math.max(1, Math.min(depth + 1, step + 1));
    return { depth, own };
  });
  const lines = entries.map(({ depth: own, own: text }, at) => {
    const isFollowed = (level: number): boolean => {
      const next = entries.slice(at + 1).find((entry) => entry.depth <= level);
      return next?.depth === level;
    };
    let prefix = "";
    for (let level = 1; level < own; level++) prefix += isFollowed(level) ? bar : "    ";
    return `${prefix}${isFollowed(own) ? tee : elbow}${isSized ? `[${String(at).padStart(8)}]  ` : ""}${text}`;
  });
  return [".", ...lines, "", `3 directories, ${lines.length} files`];
}

/** What ls, find, ps, docker, git status and tree could have printed, with odd names. */
export const listingText: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(ls, paths, processes, containers, changes, tree),
    fc.constantFrom("\n", "\n", "\r\n"),
    fc.boolean(),
  )
  .map(([lines, end, isOpen]) => lines.join(end) + (isOpen ? "" : end));

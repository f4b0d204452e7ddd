/** The files of a vault, to find what a link leads to. */
export interface VaultPaths {
  /**
   * The file that a link names, or `undefined`. `target` without `#`, from the note at `from`. As Obsidian finds it: upper and
   * lower case are alike, `.md` may be left out, `./`, `../` and `/` begin paths; else the file at that very path, then the
   * shortest path below the note's folder that ends so, then the shortest anywhere.
   */
  resolve(target: string, from: string): string | undefined;
}

/** Looks links up among the paths of a vault, relative to its root and with `/`. */
export function vaultPaths(paths: Iterable<string>): VaultPaths {
  const byName = new Map<string, string[]>();
  for (const path of [...paths].sort(byLength)) {
    const name = nameOf(path).toLowerCase();
    const alike = byName.get(name);
    if (alike === undefined) byName.set(name, [path]);
    else alike.push(path);
  }
  const known = new Map<string, string | undefined>();
  const find = (target: string, from: string): string | undefined => {
    const lower = target.toLowerCase();
    for (const wanted of [lower, `${lower}.md`]) {
      const found = choose(byName.get(nameOf(wanted)) ?? [], { wanted, from });
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    resolve(target, from) {
      if (target === "") return from;
      const folder = from.slice(0, from.lastIndexOf("/") + 1);
      const key = `${folder}\0${target}`;
      if (!known.has(key)) known.set(key, find(target.normalize("NFC"), from));
      return known.get(key);
    },
  };
}

/** Shortest first; equally long ones in the order of their text. */
function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/** Among files of the right name, shortest path first, the one that a path in lower case means. */
function choose(
  files: readonly string[],
  { wanted, from }: { readonly wanted: string; readonly from: string },
): string | undefined {
  if (files.length === 0) return undefined;
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  const exact = exactPath(wanted, folder.toLowerCase());
  const isExact = (file: string) => file.toLowerCase().normalize("NFC") === exact.path;
  const found = files.find(isExact);
  if (found !== undefined || exact.isOnly) return found;
  const ends = files.filter((file) =>
    `/${file.toLowerCase().normalize("NFC")}`.endsWith(`/${wanted}`),
  );
  return ends.find((file) => file.startsWith(folder)) ?? ends[0];
}

/** The path that a link names from the root, and whether it can mean no other. */
function exactPath(
  wanted: string,
  folder: string,
): { readonly path: string | undefined; readonly isOnly: boolean } {
  if (wanted.startsWith("/")) return { path: wanted.slice(1), isOnly: true };
  if (!/^\.{1,2}\//.test(wanted)) return { path: wanted, isOnly: false };
  const folders = folder.split("/").slice(0, -1);
  for (const part of wanted.split("/")) {
    if (part === "..") {
      // Out of the vault.
      if (folders.pop() === undefined) return { path: undefined, isOnly: true };
    } else if (part !== "." && part !== "") folders.push(part);
  }
  return { path: folders.join("/"), isOnly: true };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).normalize("NFC");
}

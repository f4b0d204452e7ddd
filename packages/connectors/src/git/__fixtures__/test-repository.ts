import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Variables of a git that knows nothing of the user's or the machine's configuration. */
export const PLAIN_GIT: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
};

/** A temporary folder, by its real path. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "tokenpak-git-")));
}

/** How to make a {@link TestRepository}. */
export interface TestRepositoryOptions {
  readonly folder?: string;
  readonly objectFormat?: "sha1" | "sha256";
  readonly bare?: boolean;
  /** One to copy instead of making a new one, which takes several processes. */
  readonly from?: TestRepository;
}

/** A real repository in a temporary folder; each commit is a minute after the one before. */
export class TestRepository {
  readonly folder: string;
  #minutes = 0;

  constructor(options: TestRepositoryOptions = {}) {
    this.folder = options.folder ?? temporaryFolder();
    if (options.from !== undefined) {
      this.#minutes = options.from.#minutes;
      cpSync(options.from.folder, this.folder, { recursive: true });
      return;
    }
    mkdirSync(this.folder, { recursive: true });
    const format = options.objectFormat ?? "sha1";
    const bare = options.bare === true ? ["--bare"] : [];
    this.git("init", "--quiet", "--template=", "-b", "main", `--object-format=${format}`, ...bare);
  }

  /** Runs git in it; answers what it prints, without white space at the end. */
  git(...args: readonly string[]): string {
    return this.gitWith("", ...args);
  }

  /** Runs git in it with something on its input. */
  gitWith(input: string | Uint8Array, ...args: readonly string[]): string {
    const date = new Date(Date.UTC(2026, 0, 1) + this.#minutes * 60_000).toISOString();
    const { PATH } = process.env;
    const quick = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"];
    const output = execFileSync("git", ["-C", this.folder, ...quick, ...args], {
      input,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: 20_000,
      maxBuffer: 2 ** 30,
      env: {
        PATH,
        ...PLAIN_GIT,
        GIT_AUTHOR_NAME: "Ada Writer",
        GIT_AUTHOR_EMAIL: "ada@example.org",
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: "Carl Keeper",
        GIT_COMMITTER_EMAIL: "carl@example.org",
        GIT_COMMITTER_DATE: date,
      },
    });
    return output.toString("utf8").trimEnd();
  }

  /** Writes files of the working tree. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, content] of Object.entries(files)) {
      const full = join(this.folder, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
  }

  /** Commits the working tree as it is, with these files written; answers the hash. */
  commit(message: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
    this.write(files);
    this.git("add", "--all");
    this.#minutes++;
    this.git("commit", "--quiet", "--allow-empty", "-m", message);
    const branch = join(this.folder, ".git/refs/heads/main");
    const isOnMain = readFileSync(join(this.folder, ".git/HEAD"), "utf8").endsWith("/main\n");
    return isOnMain ? readFileSync(branch, "utf8").trim() : this.git("rev-parse", "HEAD");
  }

  /** Commits a tree made of entries as `git mktree` takes them, also such as no file system could hold; answers the hash. */
  commitTree(message: string, entries: readonly Buffer[]): string {
    const input = Buffer.concat(entries.flatMap((entry) => [entry, Buffer.from([0])]));
    const tree = this.gitWith(input, "mktree", "-z");
    this.#minutes++;
    const hash = this.git("commit-tree", tree, "-m", message);
    this.git("update-ref", "HEAD", hash);
    return hash;
  }

  /** Stores a blob; answers its id. */
  blob(content: string | Uint8Array): string {
    return this.gitWith(content, "hash-object", "-w", "--stdin");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

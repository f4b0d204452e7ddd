import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folder of Python's standard library, `undefined` where there is no python3. */
export function pythonLibrary(): string | undefined {
  return answerOf("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"]);
}

/** The folder of Go's standard library, `undefined` where Go or its sources are not installed. */
export function goLibrary(): string | undefined {
  const root = answerOf("go", ["env", "GOROOT"]);
  return existing(root === undefined ? undefined : join(root, "src"));
}

/** The folder of Ruby's standard library, `undefined` where there is no ruby. */
export function rubyLibrary(): string | undefined {
  return existing(answerOf("ruby", ["-e", "print RbConfig::CONFIG['rubylibdir']"]));
}

/** The folder where C and C++ headers are by convention, `undefined` where it is missing. */
export function includeFolder(): string | undefined {
  return existing("/usr/include");
}

/**
 * A folder that the environment names, in which code of any language is looked for; `undefined` where it is not set. Throws
 * nothing for a folder that is missing: its rows say that there are no files.
 */
export function namedCodeFolder(): string | undefined {
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  return existing(process.env["TOKENPAK_BENCH_CODE"]);
}

/** Unpacks a part of the JDK's sources, hands the folder to `use` and removes it; `undefined` where they are missing. */
export function withJavaLibrary<T>(use: (folder: string) => T): T | undefined {
  const { stderr } = spawnSync("java", ["-XshowSettings:properties", "-version"], {
    encoding: "utf8",
  });
  const home = /java\.home = (.*)/.exec(stderr ?? "")?.[1];
  if (home === undefined || !existsSync(join(home, "lib/src.zip"))) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bench-"));
  try {
    const parts = ["java.base/java/util", "java.base/java/net", "java.base/java/time"];
    execFileSync("jar", ["xf", join(home, "lib/src.zip"), ...parts], { cwd: folder });
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function answerOf(command: string, options: readonly string[]): string | undefined {
  try {
    return execFileSync(command, options, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function existing(folder: string | undefined): string | undefined {
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

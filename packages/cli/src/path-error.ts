import { TokenPakError } from "@tokenpak/core";

/** The typed error of a file system's refusal to read `path`; any other error is given back as it is. */
export function pathError(path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new TokenPakError("PATH_NOT_FOUND", `${path} does not exist. Check the path.`, {
      cause,
    });
  }
  if (code === "EISDIR") {
    return new TokenPakError(
      "PATH_UNREADABLE",
      `${path} is a folder. Name a file, or run "tokenpak index ${path}" to make a folder searchable.`,
      { cause },
    );
  }
  if (code === "EACCES" || code === "EPERM") {
    return new TokenPakError(
      "PATH_UNREADABLE",
      `${path} cannot be read: permission denied. Give this user read permission.`,
      { cause },
    );
  }
  if (/^E[A-Z]+$/.test(code ?? "")) {
    return new TokenPakError("PATH_UNREADABLE", `${path} cannot be read (${code}).`, { cause });
  }
  return cause;
}

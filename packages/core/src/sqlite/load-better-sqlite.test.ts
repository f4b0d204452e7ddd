import { describe, expect, it } from "vitest";
import { loadBetterSqlite } from "./load-better-sqlite.ts";
import { storeError } from "./store-error.ts";

describe("loadBetterSqlite", () => {
  it("names the install command where the package is missing", () => {
    const cause = Object.assign(new Error("Cannot find module"), { code: "MODULE_NOT_FOUND" });
    const missing = () =>
      loadBetterSqlite(() => {
        throw cause;
      });
    expect(missing).toThrow(
      expect.objectContaining({
        code: "DEPENDENCY_MISSING",
        message: expect.stringContaining("npm install better-sqlite3"),
        cause,
      }),
    );
  });
});

describe("storeError", () => {
  it("sees a native part that is missing or of another Node", () => {
    const dlopen = Object.assign(new Error("was compiled against a different Node.js version"), {
      code: "ERR_DLOPEN_FAILED",
    });
    for (const error of [dlopen, new Error("Could not locate the bindings file. Tried: ...")]) {
      expect(storeError("x.db", error)).toMatchObject({ code: "DEPENDENCY_MISSING", cause: error });
    }
  });

  it("hands on what it does not know", () => {
    for (const error of [new Error("x"), undefined, null, "x", { code: "SQLITE_CONSTRAINT" }]) {
      expect(storeError("x.db", error)).toBe(error);
    }
  });
});

import { defineConfig } from "vitest/config";

const conditions = ["@tokenpak/source", "node", "import", "module", "default"];

/** Packages whose tests leave nothing changed outside of themselves: their files share what they import, which halves their time. */
const PURE = [
  "packages/budget",
  "packages/cli",
  "packages/connectors",
  "packages/core",
  "packages/engines",
  "packages/registry",
  "packages/telemetry",
  "apps/bench",
  "tooling/layers",
];

const tests = (folders: readonly string[]): string[] =>
  folders.map((folder) => `${folder}/{src,tests}/**/*.test.ts`);

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    setupFiles: ["tooling/testing/src/fix-seed.ts"],
    testTimeout: 30_000,
    // Many tests wait for processes of their own; one worker less than there are processors, vitest's default, leaves time unused.
    maxWorkers: "100%",
    reporters: ["default", ["json", { outputFile: ".vitest-report.json" }]],
    projects: [
      { extends: true, test: { name: "pure", include: tests(PURE), isolate: false } },
      {
        extends: true,
        test: {
          name: "apart",
          include: tests(["packages/*", "apps/*", "tooling/*"]),
          exclude: tests(PURE),
        },
      },
    ],
  },
});

import { defineConfig } from "vitest/config";

const conditions = ["@tokenpak/source", "node", "import", "module", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      "packages/*/{src,tests}/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "tooling/*/src/**/*.test.ts",
    ],
    setupFiles: ["tooling/testing/src/fix-seed.ts"],
    testTimeout: 30_000,
    // Many tests wait for processes of their own; one worker less than there are processors, vitest's default, leaves time unused.
    maxWorkers: "100%",
    reporters: ["default", ["json", { outputFile: ".vitest-report.json" }]],
    typecheck: {
      enabled: true,
      include: ["packages/*/src/**/*.test-d.ts"],
      tsconfig: "./tsconfig.json",
    },
  },
});

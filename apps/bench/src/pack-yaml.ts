import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAllDocuments, stringify } from "yaml";
import type { BenchIo } from "./bench-io.ts";
import { listInstalledTexts } from "./installed-texts.ts";
import { readRecordLists } from "./record-cases.ts";
import {
  packRecordRows,
  type RecordCase,
  type RecordRow,
  type RecordTruth,
} from "./record-rows.ts";
import { leavesKept, statedInSummary } from "./summary-tree.ts";

/** Prints what packing YAML saves and keeps. */
export function packYamlRows(io: BenchIo): readonly RecordRow[] {
  if (io.dataDir === undefined) io.print("Skipped, no data folder: GitHub, TMDB.\n");
  return packRecordRows(io, {
    kind: "yaml",
    title: "YAML",
    baseline: "minified JSON",
    cases: [...writtenCases(io.dataDir), ...manifestCases(), ...installedCases()],
    truthOf,
  });
}

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MOST_FILES = 40;

function writtenCases(dataDir: string | undefined): RecordCase[] {
  return readRecordLists(dataDir).map(({ name, records }) => ({
    group: "written from JSON",
    name,
    text: stringify(records),
  }));
}

/** Files of installed packages with more than a few lines, in the order of their paths' hashes, and this repository's lock file. */
function installedCases(): RecordCase[] {
  const folder = `${ROOT}/node_modules/.pnpm`;
  const seen = new Set<string>();
  const cases: RecordCase[] = [];
  for (const path of listInstalledTexts(folder, /\.ya?ml$/)) {
    const text = readFileSync(`${folder}/${path}`, "utf8");
    if (text.length < 500 || text.length > 100_000 || seen.has(text)) continue;
    seen.add(text);
    cases.push({ group: "files", name: path.split("/").slice(-3).join("/"), text });
    if (cases.length === MOST_FILES) break;
  }
  const lock = readFileSync(`${ROOT}/pnpm-lock.yaml`, "utf8");
  return [...cases, { group: "files", name: "pnpm-lock.yaml", text: lock }];
}

/** Labels stand twice in a manifest; tools write them out. */
const PLAIN = { aliasDuplicateObjects: false };

/** Manifests as their tools write them. */
function manifestCases(): RecordCase[] {
  const deployments = Array.from({ length: 40 }, (_, at) => deployment(at));
  const all: Readonly<Record<string, string>> = {
    "kubernetes documents": deployments.map((one) => stringify(one, PLAIN)).join("---\n"),
    "kubernetes list": stringify({ apiVersion: "v1", kind: "List", items: deployments }, PLAIN),
    "kubernetes deployment": stringify(deployment(7), PLAIN),
    compose: stringify({
      services: Object.fromEntries(SERVICES.map((name, at) => [name, service(at)])),
    }),
    workflow: stringify(workflow()),
    openapi: stringify(openapi()),
  };
  return Object.entries(all).map(([name, text]) => ({ group: "manifests", name, text }));
}

const SERVICES = ["api", "web", "auth", "mail", "search", "cache", "jobs", "cron", "docs", "edge"];

function deployment(at: number): object {
  const name = `${SERVICES[at % SERVICES.length]}-${at}`;
  const labels = { app: name, team: `team-${at % 4}` };
  const container = {
    name: "main",
    image: `registry.example.com/${name}:1.${at}.${(at * 7) % 10}`,
    ports: [{ containerPort: 8000 + ((at * 37) % 900) }],
    env: [
      { name: "LOG_LEVEL", value: at % 5 === 0 ? "debug" : "info" },
      { name: "PORT", value: `${8000 + at}` },
    ],
    resources: { limits: { cpu: `${250 * (1 + (at % 3))}m`, memory: "256Mi" } },
    ...(at % 4 === 0 ? { livenessProbe: { httpGet: { path: "/health", port: 8080 } } } : {}),
  };
  return {
    apiVersion: "apps/v1",
    kind: at % 6 === 0 ? "StatefulSet" : "Deployment",
    metadata: { name, namespace: ["prod", "staging"][at % 2], labels },
    spec: {
      replicas: 1 + ((at * 5) % 4),
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}

function service(at: number): object {
  return {
    image: `acme/${SERVICES[at]}:2.${at}`,
    restart: "unless-stopped",
    ports: [`${8000 + at}:80`],
    environment: { LOG: "info", DATABASE_URL: `postgres://db/${SERVICES[at]}` },
    depends_on: at === 0 ? [] : ["cache"],
  };
}

function workflow(): object {
  const job = (name: string, run: string): object => ({
    name,
    "runs-on": "ubuntu-latest",
    strategy: { matrix: { node: [20, 22, 24] } },
    steps: [
      { uses: "actions/checkout@v4" },
      {
        uses: "actions/setup-node@v4",
        with: { "node-version": `\${{ matrix.node }}`, cache: "npm" },
      },
      { run: "npm ci" },
      { name, run },
    ],
  });
  return {
    name: "ci",
    on: { push: { branches: ["main"] }, pull_request: null },
    jobs: {
      test: job("Test", "npm test -- --coverage"),
      lint: job("Lint", "npm run lint\nnpm run types\n"),
      build: job("Build", "npm run build"),
    },
  };
}

function openapi(): object {
  const paths = SERVICES.map((name) => [
    `/v1/${name}/{id}`,
    {
      get: {
        operationId: `get_${name}`,
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: {
          "200": { description: `The ${name} asked for.` },
          "404": { description: "None." },
        },
      },
      delete: { operationId: `delete_${name}`, responses: { "204": { description: "Gone." } } },
    },
  ]);
  return {
    openapi: "3.1.0",
    info: { title: "Example", version: "1.4.0" },
    paths: Object.fromEntries(paths),
  };
}

function truthOf(text: string): RecordTruth {
  const value = documentOf(text);
  return {
    baseline: JSON.stringify(value),
    decoded: (decoded) => leavesKept(value, documentOf(decoded)),
    stated: (output) => statedInSummary(value, output),
    records: text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  };
}

/** The document, or the list of several, as the library reads it. */
function documentOf(text: string): unknown {
  const documents = [...parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false })];
  const values = documents.map((one): unknown => one.toJS({ maxAliasCount: 1000 }));
  return values.length === 1 ? values[0] : values;
}

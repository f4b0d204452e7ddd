import type { ContentKind } from "./content-kind.ts";

/** Programming languages by file type. */
const LANGUAGES: Readonly<Record<string, string>> = {
  bash: "bash",
  c: "c",
  cc: "cpp",
  cjs: "javascript",
  cpp: "cpp",
  cs: "csharp",
  css: "css",
  cts: "typescript",
  cxx: "cpp",
  dart: "dart",
  go: "go",
  h: "c",
  hh: "cpp",
  hpp: "cpp",
  hxx: "cpp",
  inl: "cpp",
  ipp: "cpp",
  java: "java",
  js: "javascript",
  jsx: "javascript",
  kt: "kotlin",
  kts: "kotlin",
  lua: "lua",
  m: "objectivec",
  mjs: "javascript",
  mm: "objectivec",
  mts: "typescript",
  php: "php",
  pl: "perl",
  ps1: "powershell",
  psd1: "powershell",
  psm1: "powershell",
  py: "python",
  pyi: "python",
  r: "r",
  rb: "ruby",
  rs: "rust",
  scala: "scala",
  scss: "css",
  sh: "bash",
  sol: "solidity",
  sql: "sql",
  swift: "swift",
  tcc: "cpp",
  ts: "typescript",
  tsx: "tsx",
  zsh: "bash",
};

const KINDS: Readonly<Record<string, ContentKind>> = {
  atom: "xml",
  csproj: "xml",
  csv: "csv",
  diff: "diff",
  fsproj: "xml",
  geojson: "json",
  gpx: "xml",
  htm: "html",
  html: "html",
  ipynb: "json",
  json: "json",
  jsonl: "jsonl",
  kml: "xml",
  log: "log",
  markdown: "markdown",
  md: "markdown",
  mdx: "markdown",
  ndjson: "jsonl",
  patch: "diff",
  plist: "xml",
  pom: "xml",
  resx: "xml",
  rss: "xml",
  rst: "text",
  svg: "xml",
  toml: "toml",
  tsv: "csv",
  txt: "text",
  vbproj: "xml",
  webmanifest: "json",
  wsdl: "xml",
  xhtml: "html",
  xml: "xml",
  xsd: "xml",
  xsl: "xml",
  xslt: "xml",
  yaml: "yaml",
  yml: "yaml",
};

/** Names of files whose type is not in their extension. */
const NAMES: Readonly<Record<string, string>> = {
  dockerfile: "dockerfile",
  gemfile: "rb",
  jenkinsfile: "groovy",
  makefile: "makefile",
  rakefile: "rb",
};

/**
 * The file type of a path: its extension in lower case (`md`, `py`, `ts`), a lower-case name for well-known names without one
 * (`makefile`, `dockerfile`), `text` otherwise. `/` and `\` both separate folders.
 */
export function fileTypeOf(path: string): string {
  const name = path
    .slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)
    .toLowerCase();
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (known !== undefined) return known;
  const dot = name.lastIndexOf(".");
  const extension = dot <= 0 ? "" : name.slice(dot + 1);
  return /^[a-z0-9_+-]{1,16}$/.test(extension) ? extension : "text";
}

/** The content kind that a file type promises, or `undefined` where only the content can tell. */
export function kindOfFileType(fileType: string): ContentKind | undefined {
  if (Object.hasOwn(KINDS, fileType)) return KINDS[fileType];
  return languageOfFileType(fileType) === undefined ? undefined : "code";
}

/** The programming language of a file type (`py` is `python`), or `undefined`. */
export function languageOfFileType(fileType: string): string | undefined {
  return Object.hasOwn(LANGUAGES, fileType) ? LANGUAGES[fileType] : undefined;
}

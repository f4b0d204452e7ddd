import type { SkipReason } from "./skip-report.ts";

/** Folders that no one indexes: version control, installed packages, caches, our own. */
const FOLDERS = new Set(
  ".git .hg .svn .bzr .jj node_modules bower_components .tokenpak __pycache__ .venv .tox .nox .mypy_cache .pytest_cache .ruff_cache .ipynb_checkpoints .gradle .terraform .turbo .next .nuxt .svelte-kit .parcel-cache .nyc_output .yarn .pnpm-store .cache .idea".split(
    " ",
  ),
);

/** Folders that hold credentials, wherever they are. */
const SECRET_FOLDERS = new Set(".ssh .gnupg .aws .gcloud .kube".split(" "));

const LOCK_FILES = new Set(
  "package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock cargo.lock poetry.lock pipfile.lock uv.lock pdm.lock pixi.lock conda-lock.yml composer.lock gemfile.lock go.sum go.work.sum flake.lock mix.lock rebar.lock pubspec.lock podfile.lock packages.lock.json paket.lock project.assets.json gradle.lockfile buildscript-gradle.lockfile .terraform.lock.hcl package.resolved cartfile.resolved module.bazel.lock conan.lock chart.lock stack.yaml.lock cabal.project.freeze".split(
    " ",
  ),
);

/** Files that exist to hold credentials, by name. */
const SECRET_FILES = new Set(
  ".netrc _netrc .npmrc .pypirc .pgpass .my.cnf .htpasswd .git-credentials .dockercfg .boto .s3cfg .vault-token .terraformrc .envrc .credentials.json credentials.json credentials client_secret.json service-account.json service_account.json secrets.json secrets.yml secrets.yaml secrets.toml kubeconfig master.key id_rsa id_dsa id_ecdsa id_ed25519 id_ed25519_sk id_ecdsa_sk".split(
    " ",
  ),
);

/** `.env`, `.env.local`, `prod.env`, key and key store files, state with secrets in it. Not `.env.example`, which shows the names. */
const SECRET_PATTERN =
  /^\.env(?:[._-](?!(?:.*[._-])?(?:example|sample|template|dist)$).*)?$|\.(?:env|pem|key|p8|p12|pfx|ppk|jks|keystore|kdbx|keytab|tfstate|tfvars|agekey|gpg|asc)$|\.tfstate\.backup$/;

/** Text by its bytes, but written by a tool for a machine. */
const GENERATED_PATTERN = /[.-]min\.(?:js|mjs|cjs|css)$|\.(?:js|mjs|cjs|css|ts)\.map$/;

/**
 * SQLite databases, ours among them. They are never even opened: closing a descriptor of such a file would drop the locks that
 * SQLite holds on it in this process (https://sqlite.org/howtocorrupt.html, 2.2).
 */
const DATABASE_PATTERN = /\.(?:db|db3|s3db|sqlite|sqlite3)(?:-wal|-shm|-journal)?$/;

/** Why a file is left out by its name alone, or `undefined`. */
export function skipFileName(name: string): SkipReason | undefined {
  const lower = name.toLowerCase();
  if (SECRET_FILES.has(lower) || SECRET_PATTERN.test(lower)) return "secret";
  if (LOCK_FILES.has(lower)) return "lock-file";
  if (GENERATED_PATTERN.test(lower)) return "generated";
  if (DATABASE_PATTERN.test(lower) || lower === ".ds_store") return "binary";
  return lower === ".git" ? "well-known" : undefined;
}

/** Why a folder is left out by its name alone, or `undefined`. */
export function skipFolderName(name: string): SkipReason | undefined {
  if (SECRET_FOLDERS.has(name)) return "secret";
  return FOLDERS.has(name) ? "well-known" : undefined;
}

import { variablesForChild } from "@tokenpak/core/environment";

/** What a run of git may do beyond reading. */
export interface GitRights {
  /** Transports that it may use, for example `["https"]`; none for reading a repository in place. */
  readonly protocols: readonly string[];
  /** Configuration of this run, before that of any file. Here, and not on the command line, others on the machine cannot see it. */
  readonly config?: Readonly<Record<string, string>> | undefined;
}

/** Variables of the user's that say how to reach servers and where the user's own configuration is. */
const KEPT =
  /^GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|SSH|SSH_COMMAND|SSH_VARIANT|SSL_[A-Z_]{1,40}|PROXY_SSL_[A-Z_]{1,40}|HTTP_[A-Z_]{1,40}|EXEC_PATH)$/;

/**
 * A repository's own configuration may name programs. None of these runs for the commands that are used here, which read
 * objects; they are switched off all the same. A bare repository was named by the user, so git need not doubt it.
 */
const CONFIG: Readonly<Record<string, string>> = {
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "core.pager": "cat",
  "log.showSignature": "false",
  "safe.bareRepository": "all",
};

/**
 * Environment of a git that reads what it does not trust: it asks no one for a password, fetches nothing by itself, sees every
 * object as it is, and speaks English so that its errors can be told apart. Variables that would lead it to another repository,
 * such as the `GIT_DIR` of a hook, are not passed on.
 */
export function gitVariables({ protocols, config }: GitRights): Readonly<Record<string, string>> {
  return {
    ...variablesForChild((name) => !name.toUpperCase().startsWith("GIT_") || KEPT.test(name)),
    ...configVariables({ ...CONFIG, ...config }),
    GIT_ALLOW_PROTOCOL: protocols.length === 0 ? "none" : protocols.join(":"),
    GIT_ASKPASS: "",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GCM_INTERACTIVE: "never",
    SSH_ASKPASS_REQUIRE: "never",
    LANGUAGE: "",
    LC_ALL: "C",
  };
}

function configVariables(config: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(config);
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(entries.length) };
  for (const [index, [key, value]] of entries.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}

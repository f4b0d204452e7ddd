/** A parameter: name with `?` where it may be left out, type (`a|b` for an enum, `string[]` for a list), and what it is. */
type Parameter = readonly [name: string, type: string, description: string];

interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
}

/** Lists of tools as protocols of agents send them, by the name of the protocol; pretty-printed. */
export function toolLists(): ReadonlyMap<string, string> {
  const mcp = {
    tools: TOOLS.map((tool) => ({
      ...named(tool),
      inputSchema: schemaOf(tool, MCP_SCHEMA),
      annotations: annotationsOf(tool),
    })),
  };
  const functions = TOOLS.map((tool) => ({
    type: "function",
    function: { ...named(tool), parameters: schemaOf(tool), strict: true },
  }));
  const anthropic = TOOLS.map((tool) => ({ ...named(tool), input_schema: schemaOf(tool) }));
  return new Map(
    Object.entries({
      "MCP tools/list": mcp,
      "OpenAI functions": functions,
      "Anthropic tools": anthropic,
    }).map(([name, list]) => [name, JSON.stringify(list, null, 2)]),
  );
}

const MCP_SCHEMA = { $schema: "http://json-schema.org/draft-07/schema#" };

function named({ name, description }: Tool) {
  return { name, description };
}

function annotationsOf({ name }: Tool) {
  const readOnlyHint = /^(?:read|list|get|search|find|describe)/.test(name);
  return {
    title: name.replaceAll("_", " "),
    readOnlyHint,
    ...(readOnlyHint ? {} : { destructiveHint: /delete|drop|write/.test(name) }),
  };
}

function schemaOf({ parameters }: Tool, extra: object = {}) {
  const required = parameters.filter(([name]) => !name.endsWith("?")).map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      parameters.map(([name, type, description]) => [
        name.replace("?", ""),
        propertyOf(type, description),
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...extra,
  };
}

function propertyOf(type: string, description: string): object {
  if (type.endsWith("[]"))
    return { type: "array", items: { type: type.slice(0, -2) }, description };
  if (type === "edits") return { type: "array", items: EDIT, description };
  if (type.includes("|")) return { type: "string", enum: type.split("|"), description };
  const [plain = "", fallback] = type.split("=");
  return {
    type: plain,
    description,
    ...(fallback === undefined
      ? {}
      : { default: plain === "string" ? fallback : JSON.parse(fallback) }),
  };
}

const EDIT = {
  type: "object",
  properties: {
    old_text: { type: "string", description: "Text to search for - must match exactly" },
    new_text: { type: "string", description: "Text to replace it with" },
  },
  required: ["old_text", "new_text"],
};

const OWNER: Parameter = ["owner", "string", "Repository owner (username or organization)"];
const REPO: Parameter = ["repo", "string", "Repository name"];
const PAGE: Parameter = ["page?", "number=1", "Page number for pagination (default: 1)"];
const PER_PAGE: Parameter = [
  "per_page?",
  "number=30",
  "Number of results per page (default: 30, max: 100)",
];

const TOOLS: readonly Tool[] = [
  {
    name: "read_file",
    description:
      "Read the complete contents of a file from the file system as text. Handles various text encodings and provides detailed error messages if the file cannot be read. Use this tool when you need to examine the contents of a single file. Only works within allowed directories.",
    parameters: [
      ["path", "string", "Path of the file to read"],
      ["head?", "number", "If provided, returns only the first N lines of the file"],
      ["tail?", "number", "If provided, returns only the last N lines of the file"],
    ],
  },
  {
    name: "write_file",
    description:
      "Create a new file or completely overwrite an existing file with new content. Use with caution as it will overwrite existing files without warning.",
    parameters: [
      ["path", "string", "Path of the file to write"],
      ["content", "string", "New content of the file"],
    ],
  },
  {
    name: "edit_file",
    description:
      "Make line-based edits to a text file. Each edit replaces exact line sequences with new content. Returns a git-style diff showing the changes made.",
    parameters: [
      ["path", "string", "Path of the file to edit"],
      ["edits", "edits", "Edits to apply, in order"],
      ["dry_run?", "boolean=false", "Preview changes using git-style diff format"],
    ],
  },
  {
    name: "list_directory",
    description:
      "Get a detailed listing of all files and directories in a specified path. Results clearly distinguish between files and directories with [FILE] and [DIR] prefixes.",
    parameters: [
      ["path", "string", "Path of the directory to list"],
      ["sort_by?", "name|size|modified", "Sort entries by name, size or time of modification"],
    ],
  },
  {
    name: "search_files",
    description:
      "Recursively search for files and directories matching a pattern. Returns full paths to all matching items.\n\nPatterns:\n- `*.ts` matches in the folder itself\n- `**/*.ts` matches at any depth",
    parameters: [
      ["path", "string", "Folder to start from"],
      ["pattern", "string", "Glob-style pattern to match file names against"],
      ["exclude_patterns?", "string[]", "Glob patterns of paths to leave out"],
    ],
  },
  {
    name: "search_repositories",
    description: "Search for GitHub repositories",
    parameters: [["query", "string", "Search query (see GitHub search syntax)"], PAGE, PER_PAGE],
  },
  {
    name: "get_file_contents",
    description: "Get the contents of a file or directory from a GitHub repository",
    parameters: [
      OWNER,
      REPO,
      ["path", "string", "Path to the file or directory"],
      ["branch?", "string", "Branch to get contents from"],
    ],
  },
  {
    name: "create_issue",
    description: "Create a new issue in a GitHub repository",
    parameters: [
      OWNER,
      REPO,
      ["title", "string", "Issue title"],
      ["body?", "string", "Issue body content in Markdown"],
      ["assignees?", "string[]", "Usernames to assign to this issue"],
      ["labels?", "string[]", "Labels to apply to this issue"],
      ["milestone?", "number", "Milestone number to associate the issue with"],
    ],
  },
  {
    name: "list_issues",
    description: "List issues in a GitHub repository with filtering options",
    parameters: [
      OWNER,
      REPO,
      ["state?", "open|closed|all", "Filter issues by their state"],
      ["sort?", "created|updated|comments", "What to sort the results by"],
      ["direction?", "asc|desc", "Direction to sort the results in"],
      ["labels?", "string[]", "Only issues with all of these labels"],
      ["since?", "string", "Only issues updated at or after this time, in ISO 8601"],
      PAGE,
      PER_PAGE,
    ],
  },
  {
    name: "create_pull_request",
    description: "Create a new pull request in a GitHub repository",
    parameters: [
      OWNER,
      REPO,
      ["title", "string", "Pull request title"],
      ["body?", "string", "Pull request body/description"],
      ["head", "string", "The name of the branch where your changes are implemented"],
      ["base", "string", "The name of the branch you want the changes pulled into"],
      ["draft?", "boolean=false", "Whether to create the pull request as a draft"],
      ["maintainer_can_modify?", "boolean", "Whether maintainers can modify the pull request"],
    ],
  },
  {
    name: "merge_pull_request",
    description:
      "Merge a pull request. Fails where checks are pending or the branch has conflicts.",
    parameters: [
      OWNER,
      REPO,
      ["pull_number", "number", "Pull request number"],
      ["merge_method?", "merge|squash|rebase", "Merge method to use"],
      ["commit_title?", "string", "Title for the automatic commit message"],
    ],
  },
  {
    name: "run_command",
    description:
      'Executes a given bash command in a persistent shell session with optional timeout. Always quote file paths that contain spaces with double quotes, e.g. `cd "path with spaces/file.txt"`. Output beyond 30000 characters is cut.',
    parameters: [
      ["command", "string", "The command to execute"],
      ["timeout?", "number=120000", "Optional timeout in milliseconds (max 600000)"],
      [
        "description?",
        "string",
        "Clear, concise description of what this command does in 5-10 words",
      ],
      ["run_in_background?", "boolean=false", "Set to true to run this command in the background"],
    ],
  },
  {
    name: "grep",
    description:
      "A powerful search tool built on ripgrep. Supports full regex syntax, filters by glob or file type, and several output modes.",
    parameters: [
      ["pattern", "string", "The regular expression pattern to search for in file contents"],
      [
        "path?",
        "string",
        "File or directory to search in. Defaults to the current working directory",
      ],
      ["glob?", "string", 'Glob pattern to filter files (e.g. "*.js", "*.{ts,tsx}")'],
      ["output_mode?", "content|files_with_matches|count", "What to print for each match"],
      ["before?", "number", "Number of lines to show before each match"],
      ["after?", "number", "Number of lines to show after each match"],
      ["ignore_case?", "boolean=false", "Case insensitive search"],
    ],
  },
  {
    name: "browser_navigate",
    description: "Navigate the current tab to a URL and wait until the page has loaded",
    parameters: [
      ["url", "string", "The URL to navigate to"],
      [
        "wait_until?",
        "load|domcontentloaded|networkidle",
        "When to consider the navigation finished",
      ],
    ],
  },
  {
    name: "browser_click",
    description: "Perform click on a web page",
    parameters: [
      [
        "element",
        "string",
        "Human-readable element description used to obtain permission to interact with the element",
      ],
      ["ref", "string", "Exact target element reference from the page snapshot"],
      [
        "double_click?",
        "boolean=false",
        "Whether to perform a double click instead of a single click",
      ],
      ["button?", "left|right|middle", "Button to click, defaults to left"],
    ],
  },
  {
    name: "browser_snapshot",
    description:
      "Capture accessibility snapshot of the current page, this is better than screenshot",
    parameters: [],
  },
  {
    name: "query_database",
    description: "Run a read-only SQL query. Statements that write are refused.",
    parameters: [
      ["sql", "string", "The statement, with $1, $2 for parameters"],
      ["parameters?", "string[]", "Values of the parameters"],
      ["limit?", "integer=100", "Most rows to return"],
    ],
  },
  {
    name: "describe_table",
    description: "Columns, types, keys and indexes of a table",
    parameters: [
      ["table", "string", "Name of the table, with its schema where that is not public"],
    ],
  },
  {
    name: "send_message",
    description: "Post a message to a channel or a thread",
    parameters: [
      ["channel", "string", "Channel ID, for example C0123456789"],
      ["text", "string", "The message, in the service's own markup"],
      ["thread_ts?", "string", "Timestamp of the parent message in the format '1234567890.123456'"],
    ],
  },
];

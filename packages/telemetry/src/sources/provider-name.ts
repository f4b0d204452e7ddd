/**
 * The name under which TokenPak knows a provider (`anthropic`, `openai`, `google`, `aws`, ...), from the name that an agent or
 * OpenTelemetry gives it. One that is not known stays as it is, in lower case; `unknown` for what is no name.
 */
export function providerName(name: unknown): string {
  if (typeof name !== "string" || name.trim() === "" || name.length > LONGEST) return "unknown";
  const lower = name.trim().toLowerCase();
  return NAMES.get(lower) ?? lower;
}

const LONGEST = 100;

/** Names of the Vercel AI SDK (OpenCode), of pi and of OpenTelemetry's `gen_ai.provider.name`. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["gemini", "google"],
  ["google-gemini-cli", "google"],
  ["google-antigravity", "google"],
  ["google-vertex", "google"],
  ["google-vertex-anthropic", "anthropic"],
  ["google.vertex.ai", "google"],
  ["vertex", "google"],
  ["vertex_ai", "google"],
  ["gcp.gemini", "google"],
  ["gcp.gen_ai", "google"],
  ["gcp.vertex_ai", "google"],
  ["amazon-bedrock", "aws"],
  ["aws.bedrock", "aws"],
  ["bedrock", "aws"],
  ["azure-openai", "azure"],
  ["azure-openai-responses", "azure"],
  ["azure.ai.inference", "azure"],
  ["azure.ai.openai", "azure"],
  ["openai-codex", "openai"],
  ["github", "github-copilot"],
  ["github-copilot-enterprise", "github-copilot"],
  ["mistral_ai", "mistral"],
  ["x_ai", "x-ai"],
  ["xai", "x-ai"],
  ["moonshot_ai", "moonshotai"],
  ["ibm.watsonx.ai", "watsonx"],
]);

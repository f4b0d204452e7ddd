/**
 * Who bills for what a host serves, by the names of the price table (`openai`, `azure`, `openrouter`, `x-ai`, ...); `undefined` for a host
 * that is not well known, such as one of one's own. `host` is in lower case, without a port.
 */
export function providerOfHost(host: string): string | undefined {
  for (let name = host; name !== ""; name = parentOf(name)) {
    const provider = PROVIDERS.get(name);
    if (provider !== undefined) return provider;
  }
  return undefined;
}

function parentOf(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1);
}

/** By domain: a host below one counts, too. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ["amazonaws.com", "aws"],
  ["api.anthropic.com", "anthropic"],
  ["api.arcee.ai", "arcee"],
  ["api.avian.io", "avian"],
  ["api.aws", "aws"],
  ["api.cerebras.ai", "cerebras"],
  ["api.cohere.ai", "cohere"],
  ["api.cohere.com", "cohere"],
  ["api.deepseek.com", "deepseek"],
  ["api.fireworks.ai", "fireworks"],
  ["api.groq.com", "groq"],
  ["api.minimax.io", "minimax"],
  ["api.minimaxi.com", "minimax"],
  ["api.mistral.ai", "mistral"],
  ["api.moonshot.ai", "moonshotai"],
  ["api.moonshot.cn", "moonshotai"],
  ["api.novita.ai", "novita"],
  ["api.openai.com", "openai"],
  ["api.perplexity.ai", "perplexity"],
  ["api.together.ai", "together"],
  ["api.together.xyz", "together"],
  ["api.x.ai", "x-ai"],
  ["api.z.ai", "zai"],
  ["azure-api.net", "azure"],
  ["chatgpt.com", "openai"],
  ["codestral.mistral.ai", "mistral"],
  ["cognitiveservices.azure.com", "azure"],
  ["endpoints.kepler.ai.cloud.ovh.net", "ovhcloud"],
  ["githubcopilot.com", "github-copilot"],
  ["googleapis.com", "google"],
  ["inference.baseten.co", "baseten"],
  ["open.bigmodel.cn", "zhipuai"],
  ["openai.azure.com", "azure"],
  ["openrouter.ai", "openrouter"],
  ["services.ai.azure.com", "azure"],
]);

import { agentFolders, type EnvironmentVariables } from "@tokenpak/core/environment";
import type { TelemetrySource } from "../collect/telemetry-source.ts";
import { claudeCodeSource } from "./claude-code/claude-code-source.ts";
import { codexSource } from "./codex/codex-source.ts";
import { copilotSource } from "./copilot/copilot-source.ts";
import { geminiCliSource } from "./gemini-cli/gemini-cli-source.ts";
import { opencodeSource } from "./opencode/opencode-source.ts";
import { piSource } from "./pi/pi-source.ts";

/**
 * The session logs of every coding agent that is known, in the folders where they keep them on this machine; Copilot's only where it
 * is told to write one. `variables` are those of the environment.
 */
export function defaultSources(variables?: EnvironmentVariables): readonly TelemetrySource[] {
  const folders = agentFolders(variables);
  const sources = [
    claudeCodeSource(folders.claudeCode),
    codexSource(folders.codex),
    geminiCliSource(folders.geminiCli),
    opencodeSource(folders.opencode),
    piSource(folders.pi),
  ];
  return folders.copilot === undefined ? sources : [...sources, copilotSource(folders.copilot)];
}

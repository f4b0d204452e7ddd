import { describe, expect, it } from "vitest";
import { providerOfHost } from "./provider-of-host.ts";

describe("providerOfHost", () => {
  it("knows a domain and every host below it", () => {
    const hosts = ["openrouter.ai", "eu.openrouter.ai", "bedrock-runtime.us-west-2.amazonaws.com"];
    expect(hosts.map(providerOfHost)).toEqual(["openrouter", "openrouter", "aws"]);
  });

  it("knows no host that only looks like one", () => {
    const hosts = ["notopenrouter.ai", "openrouter.ai.example.com", "localhost", "ai", "", "[::1]"];
    expect(hosts.map(providerOfHost)).toEqual(hosts.map(() => undefined));
  });
});

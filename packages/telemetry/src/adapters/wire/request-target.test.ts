import { describe, expect, it } from "vitest";
import { decodedPart, hostOf, pathOf } from "./request-target.ts";

describe("pathOf", () => {
  it("is the path without its query, fragment and last slash", () => {
    const paths = ["/v1/messages?beta=true", "/v1/messages/", "/v1/messages#a", "/v1/messages"];
    expect(paths.map((path) => pathOf({ path }))).toEqual(Array(4).fill("/v1/messages"));
  });

  it("is unknown where there is none", () => {
    expect([pathOf(undefined), pathOf({}), pathOf({ path: "" })]).toEqual(Array(3).fill(undefined));
  });
});

describe("hostOf", () => {
  it("is the name in lower case without its port", () => {
    expect(hostOf({ host: "API.OpenAI.com:443" })).toBe("api.openai.com");
    expect(hostOf({ host: "[::1]:8080" })).toBe("[::1]");
    expect([hostOf(undefined), hostOf({ host: " " })]).toEqual([undefined, undefined]);
  });
});

describe("decodedPart", () => {
  it("decodes, and leaves what is not validly encoded", () => {
    expect(["a%3Ab", "%zz", "%ff"].map(decodedPart)).toEqual(["a:b", "%zz", "%ff"]);
  });
});

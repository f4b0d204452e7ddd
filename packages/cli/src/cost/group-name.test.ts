import type { ReportDimension, UsageGroup } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../output/display-width.ts";
import { groupName } from "./group-name.ts";

function name(key: UsageGroup["key"], room = 100): string {
  const by = Object.keys(key) as readonly ReportDimension[];
  return groupName({ key } as UsageGroup, { by, room, home: "/home/dev" });
}

describe("groupName", () => {
  it("writes the home folder as ~, and says what is missing", () => {
    expect(name({ project: "/home/dev/shop" })).toBe("~/shop");
    expect(name({ project: "/home/developer" })).toBe("/home/developer");
    const group = { key: {} } as UsageGroup;
    expect(groupName(group, { by: ["model"], room: 50, home: "/" })).toBe("(no model)");
  });

  it("shortens the longest parts first, so that days and short names stay whole", () => {
    const key = { day: "2026-11-20", agent: "codex", project: "/srv/customers/a/very/deep/shop" };
    expect(name(key, 35)).toBe("2026-11-20 · codex · …ery/deep/shop");
    expect(name(key, 5)).toBe("…6-11-20 · codex · …ep/shop");
  });

  it("counts columns, not characters, and shows nothing that steers a terminal", () => {
    expect(displayWidth(name({ model: "日本語".repeat(20) }, 20))).toBeLessThanOrEqual(20);
    expect(name({ model: "\u001b]0;x\u0007" })).toBe("?]0;x?");
  });
});

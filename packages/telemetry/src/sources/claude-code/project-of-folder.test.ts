import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { projectOfFolder } from "./project-of-folder.ts";

describe("projectOfFolder", () => {
  it("is the folder that the session was begun in, wherever it works now", () => {
    expect(projectOfFolder("-home-dev-shop", "/home/dev/shop")).toBe("/home/dev/shop");
    expect(projectOfFolder("-home-dev-shop", "/home/dev/shop/packages/web")).toBe("/home/dev/shop");
    expect(projectOfFolder("-home-dev-my-shop-v2", "/home/dev/my_shop.v2/src")).toBe(
      "/home/dev/my_shop.v2",
    );
    expect(projectOfFolder("C--Users-dev-shop", "C:\\Users\\dev\\shop\\src")).toBe(
      "C:\\Users\\dev\\shop",
    );
  });

  it("is the working folder where that is another", () => {
    expect(projectOfFolder("-home-dev-shop", "/srv/other")).toBe("/srv/other");
    expect(projectOfFolder(undefined, "/srv/other")).toBe("/srv/other");
    expect(projectOfFolder("", "/srv/other")).toBe("/srv/other");
    expect(projectOfFolder("-home-dev", "/home/devel/shop")).toBe("/home/devel/shop");
  });

  it("is the name of the log's folder where no working folder is known", () => {
    expect(projectOfFolder("-home-dev-shop", undefined)).toBe("-home-dev-shop");
    expect(projectOfFolder(undefined, undefined)).toBeUndefined();
  });

  it("finds the beginning of every path", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z0-9 ._äß-]{1,8}$/), { minLength: 1, maxLength: 5 }),
        fc.array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { maxLength: 3 }),
        (begun, within) => {
          const project = `/${begun.join("/")}`;
          const folder = project.replace(/[^a-zA-Z0-9]/g, "-");
          expect(projectOfFolder(folder, [project, ...within].join("/"))).toBe(project);
        },
      ),
    );
  });
});

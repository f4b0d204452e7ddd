import { describe, expect, it } from "vitest";
import { detectContent } from "../../detect/detect-content.ts";

const kindOf = (text: string): string => detectContent(text).kind;

describe("looksLikeHtml", () => {
  it("knows pages and fragments as tools print them", () => {
    const doctype = '<!DOCTYPE html PUBLIC "x" "y">';
    expect(kindOf(`<?xml version="1.0"?>\n${doctype}\n<html><body><p>x</p></body></html>`)).toBe(
      "html",
    );
    expect(kindOf("<!-- saved -->\n<!DOCTYPE html><html><body><p>x</body>")).toBe("html");
    expect(
      kindOf('<div class="a"><p>One <b>two</b></p>\n<ul><li>x</li><li>y</li></ul></div>'),
    ).toBe("html");
    expect(kindOf("<table><tr><td>1</td><td>2</td></tr>\n<tr><td>3<td>4</table>")).toBe("html");
  });

  it("leaves Markdown with tags, components and XML to others", () => {
    const markdown =
      '<div align="center">\n  <img src="x.png">\n</div>\n\n# Title\n\nText with `code`.\n\n## Use\n\n- one\n- two\n';
    expect(kindOf(markdown)).toBe("markdown");
    const jsx =
      '<div className="a">\n  <p onClick={() => go(1)}>{items.map((item) => <li key={item}>{item}</li>)}</p>\n</div>';
    expect(kindOf(jsx)).not.toBe("html");
    const vue =
      '<template>\n  <div v-if="a"><p>{{ text }}</p><span>x</span></div>\n</template>\n<script setup>\nimport x from "y";\n</script>';
    expect(kindOf(vue)).not.toBe("html");
    expect(
      kindOf('<list><item id="1"><name>a</name></item><item id="2"><name>b</name></item></list>'),
    ).toBe("xml");
  });
});

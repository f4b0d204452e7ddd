import { describe, expect, it } from "vitest";
import { textSample } from "../../detect/text-sample.ts";
import { looksLikeCsv } from "./looks-like-csv.ts";

describe("looksLikeCsv", () => {
  it.each([
    "id,name,total\n1,Ada,2.5\n2,Grace,3.5\n3,Alan,9\n4,Ken,1\n",
    "id\tname\n1\tAda\n2\tGrace\n3\tAlan\n4\tKen\n",
    'name;age;joined\r\n"Ada";36;2024-01-01\r\n"Grace";40;2024-01-02\r\n"Ken";41;2024-02-02\r\n',
    "5.1,3.5,1.4,0.2,setosa\n4.9,3.0,1.4,0.2,setosa\n4.7,3.2,1.3,0.2,setosa\n4.6,3.1,1.5,0.2,setosa\n",
  ])("knows records: %j", (text) => {
    expect(looksLikeCsv(textSample(text))).toBeGreaterThanOrEqual(0.5);
  });

  it.each([
    "It was late, and cold.\nShe came, and went.\nNobody saw, or cared.\nThe end, at last.\n",
    "const a = f(1, 2);\nconst b = f(2, 3);\nconst c = f(3, 4);\nconst d = f(4, 5);\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n",
    "2026-11-22 10:00:00,120 INFO up\n2026-11-22 10:00:01,130 INFO on\n2026-11-22 10:00:02,140 WARN slow\n2026-11-22 10:00:03,150 INFO off\n",
    "20171223-22:15:29:606|Step_LSC|3000|a\n20171223-22:15:29:615|Step_LSC|3000|b\n20171223-22:15:30:1|Step_SPU|3000|c\n20171223-22:15:31:2|Step_SPU|3000|d\n",
    "error: one, two\nerror: three, four\nerror: five, six\nerror: seven, eight\n",
    "  1, 2,\n  3, 4,\n  5, 6,\n  7, 8,\n",
    '{"a":1,"b":2}\n{"a":2,"b":3}\n{"a":3,"b":4}\n{"a":4,"b":5}\n',
    "key=1,other=2\n",
    "",
  ])("takes nothing else for records: %j", (text) => {
    expect(looksLikeCsv(textSample(text))).toBeLessThan(0.5);
  });
});

import { expect, test } from "vitest";
import { lengthText } from "../../src/board/hands/model/spelling";
import { byInstants, wholeDays } from "../../src/board/hands/model/when";

const BERLIN = "Europe/Berlin";
const local = (from: string, to: string) => byInstants(Date.parse(`${from}+01:00`), Date.parse(`${to}+01:00`));

test("within a day a length is said in hours, over a night too", () => {
  expect(lengthText(local("2026-03-02T09:00", "2026-03-02T17:30"), BERLIN)).toBe("8.5 hours");
  expect(lengthText(local("2026-03-02T18:00", "2026-03-03T06:00"), BERLIN)).toBe("12 hours");
});

test("beyond a day it is the local days that are touched, not the nights between", () => {
  expect(lengthText(local("2026-03-02T09:00", "2026-03-05T18:00"), BERLIN)).toBe("4 days");
  expect(lengthText(local("2026-03-02T00:00", "2026-03-04T00:00"), BERLIN)).toBe("2 days");
});

test("whole days are counted, also over a change of the clocks", () => {
  expect(lengthText(wholeDays("2026-03-28", "2026-03-30", BERLIN), BERLIN)).toBe("3 days");
  expect(lengthText(wholeDays("2026-03-02", "2026-03-02", BERLIN), BERLIN)).toBe("1 day");
});

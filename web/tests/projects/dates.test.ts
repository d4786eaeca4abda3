import { expect, test } from "vitest";
import { datesText } from "../../src/pages/projects/dates";

const YEAR = new Date().getFullYear();

test("both dates have their year where they are of different years", () => {
  expect(datesText({ startDate: `${YEAR}-10-24`, endDate: `${YEAR + 1}-01-22` })).toBe(`24 Oct ${YEAR} – 22 Jan ${YEAR + 1}`);
  expect(datesText({ startDate: `${YEAR}-03-01`, endDate: `${YEAR}-10-24` })).toBe("1 Mar – 24 Oct");
});

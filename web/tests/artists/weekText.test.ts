import { expect, test } from "vitest";
import { weekText } from "../../src/pages/artists/weekText";

const OFFICE = ["mon 09:00-13:00", "mon 14:00-18:00", "tue 09:00-18:00", "wed 09:00-18:00", "sun 20:00-24:00"];

test("days in a row with the same hours are told together", () => {
  expect(weekText(OFFICE)).toEqual([
    { days: "Mon", hours: "09:00–13:00, 14:00–18:00" },
    { days: "Tue–Wed", hours: "09:00–18:00" },
    { days: "Sun", hours: "20:00–24:00" },
  ]);
});

test("the same hours on both sides of a free day are told apart", () => {
  expect(weekText(["mon 09:00-18:00", "wed 09:00-18:00"]).map(({ days }) => days)).toEqual(["Mon", "Wed"]);
});

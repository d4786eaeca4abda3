import { expect, test } from "vitest";
import { faultOf, furtherHours, textsOf, weekFault, weekOf } from "../../src/time/week";

test("a week survives being read and written", () => {
  const texts = ["mon 09:00-13:00", "mon 14:00-24:00", "sun 00:00-06:00"];
  expect(textsOf(weekOf(texts))).toEqual(texts);
});

test("hours that are being typed survive, too", () => {
  expect(textsOf(weekOf(["tue -18:00"]))).toEqual(["tue -18:00"]);
});

test("the day is named on which a week is not right", () => {
  expect(weekFault(["mon 09:00-13:00", "mon 13:00-24:00"])).toBeNull();
  expect(weekFault(["mon 09:00-18:00", "tue -18:00"])).toMatch(/Tuesday/);
});

test("hours end after they start, at the latest at midnight, and lie beside one another", () => {
  expect(faultOf([{ start: "18:00", end: "24:00" }])).toBeNull();
  expect(faultOf([{ start: "18:00", end: "09:00" }])).not.toBeNull();
  expect(faultOf([{ start: "14:00", end: "18:00" }, { start: "09:00", end: "14:00" }])).toBeNull();
  expect(faultOf([{ start: "09:00", end: "14:00" }, { start: "13:00", end: "18:00" }])).not.toBeNull();
});

test("further hours begin after those that are there", () => {
  expect(furtherHours([{ start: "09:00", end: "13:00" }])).toEqual({ start: "14:00", end: "17:00" });
  expect(furtherHours([{ start: "09:00", end: "22:00" }])).toEqual({ start: "23:00", end: "24:00" });
});

import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { endOf, grantable, toggled } from "../../src/pages/members/keyDraft";

test("a key is not offered what would let it give rights to others, nor what its maker lacks", () => {
  const own = ["studio:own", "keys:write", "bookings:write", "members:write", "schedule:read"];
  expect(grantable(own)).toEqual(["schedule:read", "bookings:write"]);
});

test("whoever chooses a log chooses rates with it, and cannot keep the one without the other", () => {
  expect(toggled(["schedule:read"], "audit:read")).toEqual(["schedule:read", "rates:read", "audit:read"]);
  expect(toggled(["rates:read", "log:read", "audit:read"], "rates:read")).toEqual([]);
  expect(toggled(["rates:read", "log:read"], "log:read")).toEqual(["rates:read"]);
});

test("a key ends with its last day", () => {
  const today = Temporal.PlainDate.from("2027-03-01");
  expect(endOf("30", "", "America/New_York", today)).toBe("2027-04-01T04:00:00Z");
  expect(endOf("date", "2027-12-31", "UTC", today)).toBe("2028-01-01T00:00:00Z");
  expect(endOf("never", "", "UTC", today)).toBeNull();
});

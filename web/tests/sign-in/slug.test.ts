import { expect, test } from "vitest";
import { slugOf } from "../../src/pages/sign-in/slug";

test.each([
  ["Northlight Pictures", "northlight-pictures"],
  ["  Ünïcøde & Söhne! ", "unic-de-sohne"],
  ["№ 7", "no-7"],
  ["東京", ""],
  ["a".repeat(39) + " b", "a".repeat(39)],
])("%j becomes %j", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

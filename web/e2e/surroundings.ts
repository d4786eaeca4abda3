/** What tests/web/test_browser.py has set up. */
export const surroundings = {
  /** Where a server answers, with the demo studios in its database. */
  url: given("E2E_URL"),
  chromium: given("E2E_CHROMIUM"),
  /** Where pictures of pages go whose tests have failed. */
  pictures: given("E2E_PICTURES"),
  /** The Python that servers run in; the rest of their settings is in the environment. */
  python: given("E2E_PYTHON"),
  /** A way around everything, to do what only a restored backup does. */
  superuserUrl: given("E2E_SUPERUSER_URL"),
};

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run pytest tests/web, which sets it`);
  return value;
}

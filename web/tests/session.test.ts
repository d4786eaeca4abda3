import { beforeEach, expect, test } from "vitest";
import { DemoIssuer, SignInRefused } from "../src/session/demoIssuer";
import { byStudio } from "../src/session/identity";
import { IdentityMemory } from "../src/session/memory";
import { Session } from "../src/session/session";
import { as, DemoServer, Drawer, MANAGER, STRANGER, VIEWER } from "./demoServer";

let server: DemoServer;
let lasting: Drawer;
let passing: Drawer;
let session: Session;

function open(): Session {
  return new Session(new DemoIssuer(server.fetch), new IdentityMemory(lasting, passing));
}

beforeEach(() => {
  server = new DemoServer();
  lasting = new Drawer();
  passing = new Drawer();
  session = open();
});

test("nobody is signed in at first, and no token is asked for", async () => {
  expect(session.state()).toEqual({ identity: null, problem: null });
  expect(await session.token()).toBeNull();
  expect(server.asked).toEqual([]);
});

test("a demo user gets one token, however many ask at once", async () => {
  session.become(as(MANAGER));
  const tokens = await Promise.all([session.token(), session.token(), session.token()]);
  expect(new Set(tokens)).toEqual(new Set([`${MANAGER.email}#1`]));
});

test("a refused token is replaced once for all who were refused", async () => {
  session.become(as(MANAGER));
  const refused = (await session.token()) ?? "";
  const fresh = await Promise.all([session.token(refused), session.token(refused)]);
  expect(fresh).toEqual([`${MANAGER.email}#2`, `${MANAGER.email}#2`]);
  expect(await session.token()).toBe(`${MANAGER.email}#2`);
});

test("a pasted token is sent as it is and cannot be replaced", async () => {
  session.become({ kind: "pasted", token: "pt_live_abc" });
  expect(await session.token()).toBe("pt_live_abc");
  expect(await session.token("pt_live_abc")).toBeNull();
  expect(session.renewable).toBe(false);
});

test("the token of the user before is not given to the user after", async () => {
  session.become(as(MANAGER));
  session.become(as(VIEWER));
  expect(await session.token()).toContain(VIEWER.email);
});

test("a demo user is remembered by name, never by token", async () => {
  session.become(as(STRANGER));
  await session.token();
  expect(lasting.getItem("production-tool.identity")).not.toContain("#");
  expect(open().state().identity).toEqual(as(STRANGER));
});

test("a pasted token is forgotten with the browser tab", () => {
  session.become({ kind: "pasted", token: "secret" });
  expect(lasting.length).toBe(0);
  expect(open().state().identity).toEqual({ kind: "pasted", token: "secret" });
});

test("signing out forgets everything", async () => {
  session.become(as(MANAGER));
  session.become(null);
  expect(await session.token()).toBeNull();
  expect([lasting.length, passing.length]).toEqual([0, 0]);
});

test("rubbish in the storage means nobody is signed in", () => {
  for (const rubbish of ["{", "null", "[]", '{"kind":"demo"}', '{"kind":"pasted","token":1}']) {
    lasting.setItem("production-tool.identity", rubbish);
    expect(open().state().identity).toBeNull();
  }
});

test("a refused sign-in is told, and the next one that succeeds clears it", async () => {
  session.become({ kind: "demo", email: "gone@northlight.example", tenant: "northlight" });
  await expect(session.token()).rejects.toThrow(SignInRefused);
  expect(session.state().problem).toContain("gone@northlight.example");
  session.become(as(MANAGER));
  await session.token();
  expect(session.state().problem).toBeNull();
});

test("listeners hear of changes until they stop listening", () => {
  let heard = 0;
  const stop = session.onChange(() => {
    heard += 1;
  });
  session.become(as(MANAGER));
  stop();
  session.become(null);
  expect(heard).toBe(1);
});

test("the issuer has no users when a real identity provider is configured", async () => {
  expect(await new DemoIssuer(server.fetch).users()).toHaveLength(3);
  server.realIssuer = true;
  expect(await new DemoIssuer(server.fetch).users()).toBeNull();
});

test("users are grouped by studio in the order of the server", () => {
  expect(byStudio([MANAGER, STRANGER, VIEWER])).toEqual([
    { ...MANAGER.tenant, users: [MANAGER, VIEWER] },
    { ...STRANGER.tenant, users: [STRANGER] },
  ]);
});

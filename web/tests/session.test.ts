import { beforeEach, expect, test } from "vitest";
import { DemoIssuer } from "../src/session/demoIssuer";
import { byStudio } from "../src/session/identity";
import { IdentityMemory } from "../src/session/memory";
import { SignInRefused } from "../src/session/refused";
import { Session } from "../src/session/session";
import { as, Counter, DemoServer, Drawer, MANAGER, STRANGER, VIEWER } from "./demoServer";

let server: DemoServer;
let lasting: Drawer;
let passing: Drawer;
let provider: Counter;
let session: Session;

function open(): Session {
  return new Session(new DemoIssuer(server.fetch), new IdentityMemory(lasting, passing), provider);
}

beforeEach(() => {
  server = new DemoServer();
  lasting = new Drawer();
  passing = new Drawer();
  provider = new Counter();
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

test("who signed in at the provider is remembered without any token, here and for new tabs", async () => {
  session.become({ kind: "oidc" });
  expect(await session.token()).toBe("oidc#1");
  expect([lasting, passing].map((drawer) => drawer.getItem("production-tool.identity"))).toEqual(['{"kind":"oidc"}', '{"kind":"oidc"}']);
  expect(open().state().identity).toEqual({ kind: "oidc" });
});

test("another tab in which somebody else signs in leaves this one as it is", () => {
  lasting.setItem("production-tool.identity", JSON.stringify(as(MANAGER)));
  expect(open().state().identity).toEqual(as(MANAGER));
  const other = new IdentityMemory(lasting, new Drawer());
  other.keep(as(VIEWER));
  expect(open().state().identity).toEqual(as(MANAGER));
  expect(new IdentityMemory(lasting, new Drawer()).recall()).toEqual(as(VIEWER));
});

test("another tab that signs out leaves this one as it is", () => {
  session.become({ kind: "oidc" });
  new IdentityMemory(lasting, new Drawer()).keep(null);
  expect(open().state().identity).toEqual({ kind: "oidc" });
});

test("a refused token of the provider's is renewed without a word", async () => {
  session.become({ kind: "oidc" });
  const refused = (await session.token()) ?? "";
  expect(await Promise.all([session.token(refused), session.token(refused)])).toEqual(["oidc#2", "oidc#2"]);
  expect(session.renewable).toBe(true);
});

test("when the provider wants to see them again nobody is signed in, and after that they are back in their studio", async () => {
  session.become({ kind: "oidc" });
  session.enter("driftwood");
  provider.over = true;
  await expect(session.token()).rejects.toThrow(SignInRefused);
  expect(session.state()).toEqual({ identity: null, problem: "Sign in again." });
  provider.over = false;
  session.arrive();
  expect(session.state()).toEqual({ identity: { kind: "oidc", studio: "driftwood" }, problem: null });
});

test("a provider that is out of reach signs nobody out", async () => {
  session.become({ kind: "oidc" });
  provider.unreachable = true;
  await expect(session.token()).rejects.toThrow("Failed to fetch");
  expect(session.state().identity).toEqual({ kind: "oidc" });
});

test("signing out ends the sign-in at the provider as well, and the choice of a studio", async () => {
  session.become({ kind: "oidc", studio: "driftwood" });
  await session.leave();
  expect(provider.left).toBe(true);
  expect([lasting.length, passing.length]).toEqual([0, 0]);
  session.arrive();
  expect(session.studio).toBeNull();
});

test("demo users are none of the provider's business when they sign out", async () => {
  session.become(as(MANAGER));
  await session.leave();
  expect(session.state().identity).toBeNull();
  expect(provider.left).toBe(false);
});

test("a studio is entered as the same person, and demo tokens are asked for it", async () => {
  session.become({ kind: "pasted", token: "pt" });
  session.enter("driftwood");
  expect(session.state().identity).toEqual({ kind: "pasted", token: "pt", studio: "driftwood" });
  session.become(as(MANAGER));
  session.enter("driftwood");
  expect(session.state().identity).toEqual({ kind: "demo", email: MANAGER.email, tenant: "driftwood" });
  expect(session.studio).toBeNull();
});

test("rubbish in the storage means nobody is signed in", () => {
  for (const rubbish of ["{", "null", "[]", '{"kind":"demo"}', '{"kind":"pasted","token":1}', '{"kind":"oidc","studio":1}']) {
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

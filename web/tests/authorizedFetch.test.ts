import { beforeEach, expect, test } from "vitest";
import { authorizedFetch } from "../src/session/authorizedFetch";
import { DemoIssuer } from "../src/session/demoIssuer";
import { IdentityMemory } from "../src/session/memory";
import { Session } from "../src/session/session";
import { as, Counter, DemoServer, Drawer, MANAGER, STRANGER } from "./demoServer";

let server: DemoServer;
let session: Session;

async function ask(init: RequestInit = {}): Promise<unknown> {
  const answer = await authorizedFetch(session, server.fetch)("/graphql", { method: "POST", ...init });
  return answer.json();
}

const REFUSED = { errors: [{ message: "Sign in first.", extensions: { code: "UNAUTHENTICATED" } }] };
const WELCOMED = { data: { viewer: MANAGER.email } };

beforeEach(() => {
  server = new DemoServer();
  session = new Session(new DemoIssuer(server.fetch), new IdentityMemory(new Drawer(), new Drawer()), new Counter());
});

test("without a user the request goes out once, unsigned", async () => {
  expect(await ask()).toEqual(REFUSED);
  expect(server.count("/graphql")).toBe(1);
});

test("a demo user's requests are signed", async () => {
  session.become(as(MANAGER));
  expect(await ask()).toEqual(WELCOMED);
});

test("an expired token is fetched again and the request repeated", async () => {
  session.become(as(MANAGER));
  await ask();
  server.expireTokens();
  expect(await ask()).toEqual(WELCOMED);
  expect(server.count("/auth/dev/token")).toBe(2);
});

test("a request that stays refused is repeated only once", async () => {
  session.become({ kind: "demo", email: MANAGER.email, tenant: MANAGER.tenant.slug });
  const forgetful: typeof fetch = (input, init) => {
    server.expireTokens();
    return server.fetch(input, init);
  };
  const answer = await authorizedFetch(session, forgetful)("/graphql", { method: "POST" });
  expect(await answer.json()).toEqual(REFUSED);
  expect(server.count("/graphql")).toBe(2);
});

test("what one person asked for is not sent again as the next", async () => {
  session.become(as(MANAGER));
  const handedOver: typeof fetch = (input, init) => {
    server.expireTokens();
    session.become(as(STRANGER));
    return server.fetch(input, init);
  };
  const answer = await authorizedFetch(session, handedOver)("/graphql", { method: "POST" });
  expect(await answer.json()).toEqual(REFUSED);
  expect(server.count("/graphql")).toBe(1);
});

test("a refused pasted token is not tried twice", async () => {
  session.become({ kind: "pasted", token: "stale" });
  expect(await ask()).toEqual(REFUSED);
  expect(server.count("/graphql")).toBe(1);
});

test("an authorization header typed by hand is left alone", async () => {
  session.become(as(MANAGER));
  expect(await ask({ headers: { Authorization: "Bearer mine" } })).toEqual(REFUSED);
  expect(server.count("/graphql")).toBe(1);
});

test("the chosen studio is named beside a token that may name none, and never beside a demo token", async () => {
  session.become({ kind: "pasted", token: "pt" });
  await ask();
  session.enter("driftwood");
  await ask();
  session.become(as(MANAGER));
  await ask();
  expect(server.studios.filter((_, at) => server.asked[at] === "/graphql")).toEqual([null, "driftwood", null]);
});

test("who signed in at the provider gets a fresh token when one is refused, and stays in their studio", async () => {
  session.become({ kind: "oidc", studio: "driftwood" });
  expect(await ask()).toEqual(REFUSED);
  expect(await session.token()).toBe("oidc#2");
  expect(server.studios).toEqual(["driftwood", "driftwood"]);
});

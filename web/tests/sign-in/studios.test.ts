import { beforeEach, expect, test } from "vitest";
import { DemoIssuer } from "../../src/session/demoIssuer";
import { SignInWays } from "../../src/session/signInWay";
import { studiosOf } from "../../src/session/studios";
import { as, DemoServer, MANAGER, STRANGER } from "../demoServer";

let server: DemoServer;

beforeEach(() => {
  server = new DemoServer();
});

const answering = (body: object, status = 200): typeof fetch => async () => Response.json(body, { status });

test("a demo user's studios are all that they are listed in", async () => {
  server.users.push({ ...MANAGER, role: "owner", tenant: STRANGER.tenant });
  expect(await studiosOf(as(MANAGER), new DemoIssuer(server.fetch), server.fetch)).toEqual([
    { ...MANAGER.tenant, role: "manager" },
    { ...STRANGER.tenant, role: "owner" },
  ]);
});

test("anybody else's are those that the server lists for the token", async () => {
  const studios = [{ ...MANAGER.tenant, role: "viewer" }];
  expect(await studiosOf({ kind: "oidc" }, new DemoIssuer(server.fetch), answering({ studios }))).toEqual(studios);
});

test("a refusal is told in the server's words", async () => {
  const refused = answering({ errors: [{ message: "No studio has invited your e-mail address." }] }, 401);
  await expect(studiosOf({ kind: "oidc" }, new DemoIssuer(server.fetch), refused)).rejects.toThrow("No studio has invited");
});

test("the server is asked once how to sign in, and again after it was out of reach", async () => {
  let asked = 0;
  const { way } = new SignInWays(async () => {
    asked += 1;
    return asked === 1 ? new Response("", { status: 502 }) : Response.json({ kind: "token", founding: false });
  });
  await expect(way()).rejects.toThrow("HTTP 502");
  expect(await Promise.all([way(), way()])).toEqual([
    { kind: "token", founding: false },
    { kind: "token", founding: false },
  ]);
  expect(asked).toBe(2);
});

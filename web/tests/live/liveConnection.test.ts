import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DemoIssuer } from "../../src/session/demoIssuer";
import { LiveConnection, type LiveSink } from "../../src/session/live";
import { IdentityMemory } from "../../src/session/memory";
import { Session } from "../../src/session/session";
import { as, Counter, DemoServer, Drawer, MANAGER } from "../demoServer";
import { CloseEvent, LogServer } from "./wire";

let server: LogServer;
let session: Session;
let live: LiveConnection;
let told: string[];

const sink: LiveSink = {
  next: () => told.push("next"),
  error: () => told.push("error"),
  complete: () => told.push("complete"),
};
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
const follow = () =>
  live.subscribe({ query: "subscription Log { studioEvents }", variables: { after: server.revision, epoch: server.epoch } }, sink);

beforeEach(() => {
  vi.useFakeTimers();
  server = new LogServer();
  vi.stubGlobal("WebSocket", server.WebSocket);
  vi.stubGlobal("CloseEvent", CloseEvent);
  session = new Session(new DemoIssuer(new DemoServer().fetch), new IdentityMemory(new Drawer(), new Drawer()), new Counter());
  session.become(as(MANAGER));
  live = new LiveConnection(session, "ws://studio/graphql");
  told = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("whoever follows is told that signing out has ended it", async () => {
  follow();
  await pass(1);
  session.become(null);
  await pass(1);
  expect(told).toEqual(["next", "error"]);
});

test("whoever stops following is told nothing any more, though the line breaks at that moment", async () => {
  const end = follow();
  await pass(1);
  session.become(null);
  end();
  await pass(60);
  expect(told).toEqual(["next"]);
});

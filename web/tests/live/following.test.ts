import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Feed } from "../../src/live/feed";
import { Following, type Place } from "../../src/live/following";
import { DemoIssuer } from "../../src/session/demoIssuer";
import { LiveConnection } from "../../src/session/live";
import { IdentityMemory } from "../../src/session/memory";
import { Session } from "../../src/session/session";
import { as, Counter, DemoServer, Drawer, MANAGER } from "../demoServer";
import { CloseEvent, LogServer } from "./wire";

let server: LogServer;
let live: LiveConnection;
let following: Following;
let seen: number[];
let restarts: number;
let doubts: number;
let stop: () => void;

const here = (): Place => ({ revision: server.revision, epoch: server.epoch });
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

beforeEach(() => {
  vi.useFakeTimers();
  server = new LogServer();
  vi.stubGlobal("WebSocket", server.WebSocket);
  vi.stubGlobal("CloseEvent", CloseEvent);
  const session = new Session(new DemoIssuer(new DemoServer().fetch), new IdentityMemory(new Drawer(), new Drawer()), new Counter());
  session.become(as(MANAGER));
  live = new LiveConnection(session, "ws://studio/graphql");
  const feed = new Feed();
  [seen, restarts, doubts] = [[], 0, 0];
  feed.onEvent(({ revision }) => seen.push(revision));
  feed.onRestart(() => {
    restarts += 1;
  });
  following = new Following(
    live,
    feed,
    async () => here(),
    () => {
      doubts += 1;
    },
  );
  stop = () => undefined;
});

afterEach(async () => {
  stop();
  await pass(1);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function follow(from = here()): Promise<void> {
  stop = following.follow("us", from);
  await pass(1);
}

test("what happened since the page's data were read is told, then what happens", async () => {
  const from = here();
  server.write(3);
  await follow(from);
  expect(seen).toEqual([1, 2, 3]);
  expect(following.state()).toBe("current");
  server.write();
  await pass(1);
  expect(seen).toEqual([1, 2, 3, 4]);
});

test("after each of many cuts it goes on behind the last event, and tells each once", async () => {
  await follow();
  for (let round = 0; round < 20; round += 1) {
    server.write(round % 3);
    await pass(round % 4 === 0 ? 0.002 : 1);
    server.cut();
    server.write();
    await pass(2);
  }
  await pass(20);
  expect(seen).toEqual(Array.from({ length: server.revision }, (_, at) => at + 1));
  expect(restarts).toBe(0);
});

test("what is sent twice is told once", async () => {
  await follow();
  server.write(5);
  await pass(1);
  server.overlap = 3;
  server.cut();
  await pass(3);
  server.write();
  await pass(1);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a server that is away is waited for, and the page says since when", async () => {
  await follow();
  const before = Date.now();
  server.isUp = false;
  server.cut();
  await pass(600);
  expect(live.lostSince()).toBe(before);
  expect(following.state()).toBe("behind");
  server.isUp = true;
  server.write();
  await pass(15);
  expect(seen).toEqual([1]);
  expect([live.state(), live.lostSince(), following.state()]).toEqual(["live", null, "current"]);
});

test("a line that has gone dead without a word is noticed within 16 seconds", async () => {
  await follow();
  server.goDead();
  server.write();
  await pass(14);
  expect(seen).toEqual([]);
  await pass(3);
  expect(seen).toEqual([1]);
});

test("a quiet line that is alive is kept for as long as it is quiet", async () => {
  await follow();
  await pass(3600);
  expect(server.cursors).toHaveLength(1);
});

test("whoever wakes up notices a dead line sooner", async () => {
  await follow();
  server.goDead();
  server.write();
  live.wake();
  await pass(6.5);
  expect(seen).toEqual([1]);
});

test("a network that is back is tried at once, however long the wait was to be", async () => {
  await follow();
  server.isUp = false;
  server.cut();
  await pass(120);
  server.isUp = true;
  live.wake();
  await pass(0.1);
  expect(live.state()).toBe("live");
});

test("where the log has another history, all is loaded anew and followed from there", async () => {
  server.write(7);
  await follow();
  server.epoch = "restored";
  server.cut();
  await pass(3);
  expect([seen, restarts]).toEqual([[], 1]);
  server.write();
  await pass(1);
  expect(seen).toEqual([8]);
  expect(server.cursors.at(-1)).toEqual({ after: 7, epoch: "restored" });
});

test("whoever comes back to the page goes on from where they were, and not from the data of then", async () => {
  const first = here();
  await follow(first);
  server.write(5);
  await pass(1);
  stop();
  server.write(2);
  await follow(first);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(server.cursors).toEqual([
    { after: 0, epoch: "first" },
    { after: 5, epoch: "first" },
  ]);
});

test("what one person has followed is nothing that another has seen", async () => {
  await follow();
  server.write(5);
  await pass(1);
  stop();
  stop = following.follow("another", { revision: 3, epoch: "first" });
  await pass(1);
  expect(server.cursors.at(-1)).toEqual({ after: 3, epoch: "first" });
});

test("too many connections are said to be that, and tried again", async () => {
  await follow();
  server.refusal = [1013, "The request exceeds the limit 'connectionsPerUser': it has more, the maximum is 50."];
  server.cut();
  await pass(5);
  expect(live.state()).toBe("crowded");
  server.refusal = null;
  await pass(15);
  expect(live.state()).toBe("live");
});

test("somebody who is sent away for good makes the page ask who they are, again and again", async () => {
  server.refusal = [4401, "You are no member of the studio."];
  await follow();
  expect([following.state(), doubts]).toEqual(["refused", 1]);
  await pass(5);
  expect(doubts).toBeGreaterThan(1);
  server.refusal = null;
  await pass(30);
  expect(following.state()).toBe("current");
});

test("a role that has changed makes the page ask who they are", async () => {
  await follow();
  for (const socket of server.sockets) socket.end(4403, "Your role has changed.");
  await pass(2);
  expect(doubts).toBe(1);
  expect(following.state()).toBe("current");
});

test("nothing is told after the end", async () => {
  await follow();
  stop();
  server.write();
  await pass(60);
  expect(seen).toEqual([]);
  expect(server.sockets.size).toBe(0);
});

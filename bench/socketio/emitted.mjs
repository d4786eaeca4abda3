// What another process publishes in Redis to have an event told to a room: channel and message, the
// latter in Base64. Room and event are arguments, the payload comes from standard input.
import { readFileSync } from "node:fs";
import { Emitter } from "@socket.io/redis-emitter";

const [room, event] = process.argv.slice(2);
const payload = JSON.parse(readFileSync(0, "utf8"));
const write = (channel, message) =>
  process.stdout.write(JSON.stringify([channel, Buffer.from(message).toString("base64")]));

new Emitter({ publish: write }).to(room).emit(event, payload);

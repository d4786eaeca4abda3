// Socket.IO as its manual sets it up with the Redis adapter: one room, WebSocket only, the rest as
// it comes. From the environment: PORT, REDIS_URL, ROOM.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const publisher = createClient({ url: process.env.REDIS_URL });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const server = createServer((_, response) => response.end());
const io = new Server(server, {
  adapter: createAdapter(publisher, subscriber),
  transports: ["websocket"],
});
io.on("connection", (socket) => socket.join(process.env.ROOM));
server.listen(Number(process.env.PORT), "127.0.0.1");

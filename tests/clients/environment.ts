// What the examples of docs/api.md find around them: the WebSocket of a browser, also where Node.js
// has none yet, a console that writes JSON lines, and an end when our starter wants it.
import { WebSocket } from "ws";

if (typeof globalThis.WebSocket === "undefined") Object.assign(globalThis, { WebSocket });

console.log = (...what: unknown[]) => process.stdout.write(`${JSON.stringify(what)}\n`);

process.stdin.on("end", () => process.exit(0)).resume();

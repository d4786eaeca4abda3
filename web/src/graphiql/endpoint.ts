import { AtProvider } from "../session/atProvider";
import { authorizedFetch } from "../session/authorizedFetch";
import { DemoIssuer } from "../session/demoIssuer";
import { LiveConnection } from "../session/live";
import { IdentityMemory } from "../session/memory";
import { Session } from "../session/session";
import { SignInWays } from "../session/signInWay";
import { asker } from "./ask";
import { createFetcher } from "./fetcher";

const url = new URL("/graphql", location.href);
const socketUrl = new URL(url);
socketUrl.protocol = url.protocol === "https:" ? "wss:" : "ws:";

export const issuer = new DemoIssuer();
export const session = new Session(issuer, new IdentityMemory(), new AtProvider(new SignInWays().way));
export const live = new LiveConnection(session, socketUrl.href);

const signed = authorizedFetch(session);
export const ask = asker(url.href, signed);
export const fetcher = createFetcher(url.href, signed, live);

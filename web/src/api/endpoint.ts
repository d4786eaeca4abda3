import { AtProvider } from "../session/atProvider";
import { authorizedFetch } from "../session/authorizedFetch";
import { DemoIssuer } from "../session/demoIssuer";
import { LiveConnection } from "../session/live";
import { IdentityMemory } from "../session/memory";
import { Session } from "../session/session";
import { SignInWays } from "../session/signInWay";

const url = new URL("/graphql", location.href);
const socketUrl = new URL(url);
socketUrl.protocol = url.protocol === "https:" ? "wss:" : "ws:";

export const graphqlUrl = url.href;
export const issuer = new DemoIssuer();
export const { way: signInWay } = new SignInWays();
export const provider = new AtProvider(signInWay);
export const session = new Session(issuer, new IdentityMemory(), provider);
export const live = new LiveConnection(session, socketUrl.href);
/** `fetch` as whoever is signed in. */
export const signed = authorizedFetch(session);

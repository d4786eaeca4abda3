// A certified OpenID provider on this machine, until its input ends. It has new keys at each start,
// and lets in whoever says so: the login is the e-mail address.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import Provider, { interactionPolicy } from "oidc-provider";

const [port, clientId, redirectUri, audience] = process.argv.slice(2);

// The client is registered as a native one, so that the page may be on any port of this machine. Of those
// the provider wants to see somebody each time; of pages it does not.
const PAGE = "http://127.0.0.1";
const policy = interactionPolicy.base();
policy.get("consent").checks.remove("native_client_prompt");

function newKey(...options) {
  const { privateKey } = generateKeyPairSync(...options);
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig" };
}

function claimsOf(login) {
  const verified = !login.endsWith("@unverified.example");
  return { email: login, email_verified: verified, name: "Ada Reyes" };
}

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: clientId,
      application_type: "native",
      redirect_uris: [redirectUri, `${PAGE}/sign-in/callback`],
      post_logout_redirect_uris: [`${PAGE}/`],
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    },
  ],
  jwks: {
    keys: [newKey("rsa", { modulusLength: 2048 }), newKey("ec", { namedCurve: "P-256" })],
  },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false,
  cookies: { keys: [randomUUID()] },
  interactions: { policy },
  features: {
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: "",
        audience,
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: "ES256" } },
      }),
    },
  },
  clientBasedCORS: (_, origin) => new URL(origin).hostname === "127.0.0.1",
  findAccount: (_, login) => ({
    accountId: login,
    claims: () => ({ sub: login, ...claimsOf(login) }),
  }),
  extraTokenClaims: (_, token) => claimsOf(token.accountId),
  ttl: { AccessToken: 300, IdToken: 300, RefreshToken: 300, Interaction: 300, Session: 300, Grant: 300 },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
process.stdin.resume().on("end", () => process.exit());

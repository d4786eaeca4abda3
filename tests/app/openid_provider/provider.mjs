// A certified OpenID provider on this machine, until its input ends. It has new keys at each start,
// and lets in whoever says so: the login is the e-mail address.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import Provider from "oidc-provider";

const [port, clientId, redirectUri, audience] = process.argv.slice(2);

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
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  jwks: {
    keys: [newKey("rsa", { modulusLength: 2048 }), newKey("ec", { namedCurve: "P-256" })],
  },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false,
  cookies: { keys: [randomUUID()] },
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
  findAccount: (_, login) => ({
    accountId: login,
    claims: () => ({ sub: login, ...claimsOf(login) }),
  }),
  extraTokenClaims: (_, token) => claimsOf(token.accountId),
  ttl: { AccessToken: 300, IdToken: 300, Interaction: 300, Session: 300, Grant: 300 },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
process.stdin.resume().on("end", () => process.exit());

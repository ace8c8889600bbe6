// A certified provider of OpenID Connect on the loopback address, for the test of signing in to the console.
//
//     node provider.mjs REDIRECT_URL
//
// Prints its issuer on one line. Whoever logs in is who he says: `ann` is an analyst, `ada` an administrator, `rae` a reader, everybody else none of them.
// The address of `ada` is not verified.
// `POST /tamper?WHAT` has what it answers changed from there on, as somebody would who sits between it and offhook, or as it would
// itself when it takes another key; `POST /tamper` has it answer as it is.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages lie where they were installed and not beside this file.
const installed = createRequire(`${process.env.OPENID_MODULES}/package.json`);
const load = async (name) => import(pathToFileURL(installed.resolve(name)));
const { Provider } = await load("oidc-provider");
const { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, exportSPKI, generateKeyPair, importJWK } = await load("jose");

const pair = async (kid) => {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return { kid, privateKey, publicKey, private: { ...(await exportJWK(privateKey)), kid, use: "sig" }, public: { ...(await exportJWK(publicKey)), kid, use: "sig" } };
};
const own = await pair("one");
const next = await pair("two");
const strange = await pair("one");
const roles = { ann: ["staff", "soc"], ada: ["soc", "mail-admins"], eve: ["staff"], rae: ["pupil"] };
let tampering = "";

const sign = (claims, key, alg = "RS256") => new SignJWT(claims).setProtectedHeader({ alg, kid: key.kid }).sign(key.privateKey);
const tamper = {
  nonce: (it) => sign({ ...it, nonce: "another" }, own),
  "no-nonce": ({ nonce, ...it }) => sign(it, own),
  audience: (it) => sign({ ...it, aud: "another" }, own),
  party: (it) => sign({ ...it, aud: ["offhook", "another"], azp: "another" }, own),
  issuer: (it) => sign({ ...it, iss: "https://another.example" }, own),
  expired: (it) => sign({ ...it, iat: it.iat - 7200, exp: it.iat - 3600 }, own),
  signature: async (_, token) => token.slice(0, -8) + (token.endsWith("AAAAAAAA") ? "BBBBBBBB" : "AAAAAAAA"),
  strange: (it) => sign(it, strange),
  unknown: (it) => sign(it, next),
  none: async (it) => new UnsecuredJWT(it).encode(),
  secret: async (it) => new SignJWT(it).setProtectedHeader({ alg: "HS256", kid: "one" }).sign(new TextEncoder().encode(await exportSPKI(own.publicKey))),
  // These are to be believed.
  pss: async (it) => sign(it, { kid: own.kid, privateKey: await importJWK(own.private, "PS256") }, "PS256"),
  rotated: (it) => sign(it, next),
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "offhook", client_secret: "a secret: 100% plain", redirect_uris: [process.argv[2]] }],
    jwks: { keys: [own.private] },
    cookies: { keys: ["for this test alone"] },
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "roles"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id} of the office`, preferred_username: id, roles: roles[id], email: `${id}@home.example`, email_verified: id !== "ada" }) }),
  });
  provider.use(async (ctx, go) => {
    if (ctx.method === "POST" && ctx.path === "/tamper") {
      tampering = ctx.querystring;
      ctx.body = "";
      return;
    }
    await go();
    if (ctx.path === "/jwks" && tampering === "rotated") ctx.body = { keys: [next.public] };
    if (ctx.path === "/me" && tampering === "other-subject") ctx.body = { ...ctx.body, sub: "ada", roles: roles.ada };
    if (ctx.path === "/token" && tampering === "long") ctx.body = "x".repeat(1_000_000);
    if (ctx.path === "/token" && tampering === "redirect") ctx.redirect(`${issuer}/elsewhere`);
    if (ctx.path === "/token" && tamper[tampering] && ctx.body?.id_token) {
      ctx.body = { ...ctx.body, id_token: await tamper[tampering](decodeJwt(ctx.body.id_token), ctx.body.id_token) };
    }
  });
  server.on("request", provider.callback());
  console.log(issuer);
});

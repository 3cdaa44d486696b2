// OpenFeature's provider for Node, unchanged: node server.mjs ADDRESS KEY. Prints what it evaluated, as JSON.
import { OpenFeature } from "@openfeature/server-sdk";
import { OFREPProvider } from "@openfeature/ofrep-provider";

const [baseUrl, key] = process.argv.slice(2);

async function client(domain, key) {
  await OpenFeature.setProviderAndWait(domain, new OFREPProvider({ baseUrl, headers: [["Authorization", "Bearer " + key]] }));
  return OpenFeature.getClient(domain);
}

const flags = await client("site", key);
const stranger = await client("stranger", "sk_unheard_of");
const user = (id) => ({ targetingKey: "user " + id, measurement: "granted" });
const users = [];
for (let id = 0; id < 20; id++) {
  users.push({
    boolean: await flags.getBooleanDetails("switch", false, user(id)),
    string: await flags.getStringDetails("words", "?", user(id)),
    number: await flags.getNumberDetails("share", 0, user(id)),
    object: await flags.getObjectDetails("page", {}, user(id)),
  });
}
console.log(
  JSON.stringify({
    users,
    unasked: await flags.getStringDetails("words", "?", { targetingKey: "anna" }),
    unknown: await flags.getBooleanDetails("unheard-of", true, user(1)),
    mismatch: await flags.getBooleanDetails("words", true, user(1)),
    nobody: await flags.getBooleanDetails("switch", true, { measurement: "granted" }),
    invalid: await flags.getBooleanDetails("switch", true, { targetingKey: "anna", measurement: "perhaps" }),
    stranger: await stranger.getBooleanDetails("switch", true, user(1)),
  }),
);

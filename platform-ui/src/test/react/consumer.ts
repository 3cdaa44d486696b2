// Has to compile; the lines that must not are marked.
import { start, type Candor, type Decision, type Options } from "candor-web";

const options: Options = { site: "pk_1", host: "https://candor.example", mask: "h1" };
const candor: Candor = start(options);
candor.consent({ measurement: "granted", remembering: "denied" }, { remembered: true });
candor.track("purchase", { value: 12.5, properties: { plan: "gold" } });
candor.ready((ready) => ready.declare("interest", "running"));
const decision: Decision = candor.decide("welcome");
export const variant: string | null = decision.variant;
export const asked: Promise<boolean | undefined> = candor.ask("interest");
window.candor?.q.push(["identify", "anna"]);

// @ts-expect-error the host is missing
start({ site: "pk_1" });
// @ts-expect-error no such state
candor.consent({ measurement: "yes" });
// @ts-expect-error no such purpose
candor.consent({ marketing: "granted" });
// @ts-expect-error an object is no attribute's value
candor.declare("interest", {});

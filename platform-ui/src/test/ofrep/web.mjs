// What a page gets: OpenFeature's SDK and its OFREP provider, unchanged, in one file that esbuild makes.
import { OpenFeature, ProviderEvents } from "@openfeature/web-sdk";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";

window.openfeature = { OpenFeature, ProviderEvents, OFREPWebProvider };

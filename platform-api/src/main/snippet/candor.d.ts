/**
 * Candor on a web page.
 *
 *     <script src="https://HOST/v1/candor.js" data-site="pk_…" defer></script>
 *
 * Calls made before the snippet has loaded are kept by the queue stub. This line works before, during and after loading,
 * and also where the snippet never arrives:
 *
 *     (window.candor = window.candor || { q: [] }).q.push(["track", "purchase", { value: 12.5 }]);
 *
 * No call throws; a wrong one is named in the browser's console and changes nothing.
 */
export interface Candor {
  /**
   * What the visitor answered, per purpose; purposes left out keep their state. Until the first call nothing is read from
   * or written to the device. Call it on every page, as soon as the site knows the answer: only this call recognises a
   * returning visitor. Say `remembered: true` when the answer is repeated from the site's own memory, so that one
   * answer is reported once.
   */
  consent(states: Partial<Record<Purpose, ConsentState>>, options?: { remembered?: boolean }): void;

  /** Something happened that a metric counts, such as `track("purchase", { value: 12.5 })`. */
  track(name: string, details?: { value?: number; properties?: Record<string, Scalar> }): void;

  /** What the visitor has actively told about themself. It stays in this browser, and is used under a personalization consent only. */
  declare(attribute: string, value: Scalar): void;

  /** Takes back what was declared. */
  withdraw(attribute: string): void;

  /** The site's own id of who is signed in, or null after signing out. Nothing assigned before changes. */
  identify(userId: string | null): void;

  /**
   * The visitor met their variant of a flag whose exposures are "asked": say so when the page uses what `decide` gave, and
   * only then. Told once a page view; nothing happens for a visitor without a variant. Others tell by themselves.
   */
  expose(experiment: string): void;

  /** Calls back once the rules have been followed, or could not be had. */
  ready(tell: (candor: Candor) => void): void;

  /** What this page shows of an experiment, and why. The window gets an event `candor` whenever that may have become another. */
  decide(experiment: string): Decision;

  /** Opens the visitor's panel: see, correct, withdraw, switch off, export, erase. */
  panel(): Promise<void>;

  /** Asks the visitor for an attribute, if it may be asked now: whether they were asked. */
  ask(attribute: string): Promise<boolean | undefined>;

  /** Explains a personalized element: what was used, where it came from, how to change it. */
  why(element: Element): Promise<void>;

  /** Denies every purpose: what is stored is erased, and the page is the standard one at once. */
  optOut(): void;

  /** The queue: one call each, `[method, ...arguments]`. */
  q: { push(...calls: Array<[CandorMethod, ...unknown[]]>): void };
}

/** How the npm package is started; with the tag its attributes say the same. */
export interface Options {
  /** The site's public key, `pk_…`. */
  site: string;
  /** Candor's address, or your own that passes `/v1/` on: `https://…`, without a path. */
  host: string;
  /** The selector of what is kept from sight until it is decided, for 800 ms at most, while the page is being parsed. */
  mask?: string;
  /** True where Candor's own panel is the site's only consent tool: the record of a choice is read at once. */
  recall?: boolean;
}

/**
 * Opens the snippet in this page, and gives what is `window.candor` from then on; the package has it, with the tag nobody
 * needs it. Where it is open already, that one stays. On a server: an object that takes every call and decides nothing.
 */
export function start(options: Options): Candor;

export type CandorMethod = "consent" | "track" | "declare" | "withdraw" | "identify" | "expose" | "ready" | "decide" | "panel" | "ask" | "why" | "optOut";
export type Purpose = "measurement" | "remembering" | "personalization";
export type ConsentState = "unknown" | "granted" | "denied";
export type Scalar = string | number | boolean;

export interface Decision {
  experiment: string;
  /** The variant's key; null when the visitor sees the page as it is. */
  variant: string | null;
  role: "control" | "privacy_first" | "personalized" | null;
  reason: Reason;
  /** Whether something the visitor declared chose what is shown. */
  personalized: boolean;
  payload: unknown;
  changes: ReadonlyArray<Change>;
  /** In the page view's language; null unless personalized. */
  why: { text: string; attributes: ReadonlyArray<string> } | null;
}

export type Reason =
  | "assigned"
  | "sticky"
  | "forced"
  | "excluded_traffic"
  | "no_unit"
  | "consent_required"
  | "held_out"
  | "not_in_audience"
  | "excluded_by_layer"
  | "not_in_traffic"
  | "not_running"
  | "too_late"
  | "unknown_experiment";

export interface Change {
  selector: string;
  do: "text" | "attr" | "addClass" | "removeClass" | "hide" | "show" | "redirect" | string;
  attribute?: string;
  value?: string;
}

/** All that the widgets (candor-widgets.HASH.js, loaded when first used) may use of the snippet. */
export interface WidgetCore {
  siteKey: string;
  /** Candor's address, without a path. */
  base: string;
  /** The page's language: the first part of its tag, in lower case. */
  language: string;
  signals: { gpc: boolean };
  visitor: {
    consent: Record<Purpose, ConsentState>;
    attributes: Record<string, Scalar>;
    /** The unit; undefined for the moment that deriving it takes. */
    id: string | undefined;
    /** 64 hex digits for `Authorization: Visitor siteKey.secret`; undefined where the browser has no digest. */
    secret: string | undefined;
    /** Each keeps what it changes under the grants there are; call `page.evaluate()` after it. */
    declare(attribute: string, value: Scalar): void;
    withdraw(attribute: string): void;
  };
  page: {
    ruleset: unknown;
    /** Experiment key -> what this page shows of it. */
    shown: Map<string, { experiment: unknown; decision: Decision }>;
    /** An answer given in a widget; told, kept or erased, and the page decided anew. */
    consent(states: Partial<Record<Purpose, ConsentState>>, how?: { remembered?: boolean; method?: string; textVersion?: string }): void;
    evaluate(): void;
  };
  events: { add(event: object): void };
  /** Fulfilled when the visitor first touches the page. */
  interacted: Promise<unknown>;
  /** What was asked and declined: in memory, and beside the id under the same consent. */
  notes: { read(): Record<string, unknown>; write(name: string, value: unknown): void; erase(): void };
}

declare global {
  interface Window {
    candor?: Candor | { q: Array<[CandorMethod, ...unknown[]]> };
  }
}

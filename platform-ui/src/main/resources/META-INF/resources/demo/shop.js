// The shop's own script, as any website might have one. It talks to Candor through the queue alone, so that the shop works
// the same whether the snippet arrives early, late or never.
(() => {
  "use strict";

  const EXPERIMENT = "demo-welcome";
  const PURPOSES = ["measurement", "remembering", "personalization"];
  const japanese = document.documentElement.lang === "ja";
  const candor = (...call) => (window.candor = window.candor || { q: [] }).q.push(call);
  const element = (id) => document.getElementById(id);

  // ---- Consent: asked by the shop, kept by the shop, told to Candor --------------------------------------------------

  const bar = element("consent");
  const boxes = PURPOSES.map((purpose) => bar.querySelector(`[name=${purpose}]`));
  const answer = memory("shop.consent");
  const interest = memory("shop.interest");
  const picks = Array.from(document.querySelectorAll("[data-interest]"));

  if (answer.get()) candor("consent", answer.get(), { remembered: true });
  else bar.hidden = false;

  element("choices").addEventListener("click", () => {
    const states = answer.get() || {};
    for (const box of boxes) box.checked = states[box.name] === "granted";
    bar.hidden = false;
    bar.focus();
  });
  element("consent-decline").addEventListener("click", () => answered(() => false));
  element("consent-chosen").addEventListener("click", () => answered((box) => box.checked));
  element("consent-all").addEventListener("click", () => answered(() => true));

  function answered(allowed) {
    const states = Object.fromEntries(boxes.map((box) => [box.name, allowed(box) ? "granted" : "denied"]));
    answer.set(states);
    if (states.personalization === "denied") {
      interest.forget();
      press(null);
    } else if (states.remembering === "denied") {
      interest.forget();
    } else {
      const pressed = picks.find((pick) => pick.getAttribute("aria-pressed") === "true");
      if (pressed && pressed.dataset.interest) interest.set(pressed.dataset.interest);
    }
    bar.hidden = true;
    candor("consent", states);
    element("choices").focus({ preventScroll: true });
    describe();
  }

  // ---- The question --------------------------------------------------------------------------------------------------

  const said = element("ask-answer");
  if (interest.get()) press(interest.get());
  for (const pick of picks) pick.addEventListener("click", () => chosen(pick.dataset.interest));

  function chosen(value) {
    const states = answer.get() || {};
    press(value);
    if (!value) {
      interest.forget();
      candor("withdraw", "interest");
      said.textContent = said.dataset.forgotten;
    } else {
      if (states.remembering === "granted" && states.personalization === "granted") interest.set(value);
      candor("declare", "interest", value);
      said.textContent = states.personalization === "granted" ? said.dataset.used : said.dataset.unused;
    }
    describe();
  }

  function press(value) {
    for (const pick of picks) {
      pick.setAttribute("aria-pressed", String(value !== null && pick.dataset.interest === value));
    }
  }

  // ---- Buying --------------------------------------------------------------------------------------------------------

  const thanks = element("thanks");
  let hideThanks = 0;
  for (const button of document.querySelectorAll(".buy")) {
    button.addEventListener("click", () => {
      candor("track", "purchase", { value: Number(button.dataset.price) });
      thanks.textContent = thanks.dataset.text;
      thanks.classList.add("shown");
      clearTimeout(hideThanks);
      hideThanks = setTimeout(() => thanks.classList.remove("shown"), 6000);
    });
  }

  // ---- What Candor decided, said aloud -------------------------------------------------------------------------------

  const REASONS = japanese
    ? {
        consent_required: "元のページ。集計と記憶が許可されていないため、あなたは実験の対象外です。",
        held_out: "元のページ。どの実験にも参加しない少数の訪問者に選ばれました。",
        excluded_traffic: "元のページ。自動操作のブラウザは対象外です。",
        unknown_experiment: "元のページ。実験は行われていません。",
        other: "元のページ。この実験の対象外です。",
        absent: "元のページ。Candor に接続していません。",
        plain: "標準の挨拶。あなたについての情報は使っていません。",
        because: "理由：",
      }
    : {
        consent_required: "the original page, because you have not allowed counting and remembering. You are in no experiment.",
        held_out: "the original page, because you are in the small group kept out of every experiment.",
        excluded_traffic: "the original page, because automated browsers are left out.",
        unknown_experiment: "the original page, because no experiment is running.",
        other: "the original page, because you are not part of this experiment.",
        absent: "the original page. Candor is not connected.",
        plain: "the welcome that is the same for all. Nothing about you was used.",
        because: "because: ",
      };

  describe();

  function describe() {
    element("decided").textContent = (japanese ? "表示中：" : "You see: ") + REASONS.absent;
    candor("ready", (api) => {
      const decision = api.decide(EXPERIMENT);
      const shown = decision.personalized
        ? (japanese ? "あなた向けの挨拶。" : "a welcome chosen for you, ") + REASONS.because + decision.why.text
        : decision.variant
          ? REASONS.plain
          : REASONS[decision.reason] || REASONS.other;
      element("decided").textContent = (japanese ? "表示中：" : "You see: ") + shown;
      element("decided").dataset.variant = decision.variant || "";
    });
  }

  // ---- The shop's own memory: opened to look for an answer, written only after one was given --------------------------

  function memory(name) {
    let here = null;
    try {
      here = JSON.parse(localStorage.getItem(name));
    } catch (blocked) {
      // Then it lasts as long as the page.
    }
    return {
      get: () => here,
      set(value) {
        here = value;
        try {
          localStorage.setItem(name, JSON.stringify(value));
        } catch (blocked) {
          // As above.
        }
      },
      forget() {
        here = null;
        try {
          localStorage.removeItem(name);
        } catch (blocked) {
          // Nothing was kept.
        }
      },
    };
  }
})();

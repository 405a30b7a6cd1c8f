// The plan editor: changes show at once and are sent one after the other; nothing typed is lost.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const LINKS = "#plan h3 a";
  const blockOf = (link) => new URL(link.href).searchParams.get("block");
  const beside = (button) => [...button.parentElement.querySelectorAll("button")].find((one) => one !== button);
  const editor = at("editor"), list = at("blocks");
  if (!editor || !list) return;
  const said = editor.dataset, queue = [];
  const PAUSE = 1200, SPEAK = 600, POLL = 15000, AWAKE = 5 * 60000, BAR = 10000;
  let busy = null, failed = false, refused = false, timer = 0, base = {}, restored = 0, focusTo = "", active = Date.now();

  // --- adding up -----------------------------------------------------------------------------
  const rows = () => [...document.querySelectorAll("#plan [data-minutes]")];
  const clock = (n) => `${String(Math.floor(n / 60) % 24).padStart(2, "0")}${said.dot}${String(n % 60).padStart(2, "0")}`;
  const count = (name, n) => (n ? said[`${name}${n === 1 ? "One" : "Many"}`].replace("#", n) : "");
  const put = (selector, words) => { const el = document.querySelector(`#sum ${selector}`); if (el) el.textContent = words; };
  function add() {
    const all = rows(), total = all.reduce((sum, row) => sum + +row.dataset.minutes, 0);
    const shares = [...document.querySelectorAll("#sums .strip > svg")], spare = said.minutes - total;
    let before = 0;
    all.forEach((row, n) => {
      const minutes = +row.dataset.minutes, time = row.querySelector("time");
      time.textContent = clock(+said.start + before);
      row.querySelector(".k svg").setAttribute("height", Math.max(74, Math.round(minutes * 7.4)));
      if (shares[n]) {
        shares[n].setAttribute("x", `${(100 * before) / total}%`);
        shares[n].setAttribute("width", `${(100 * minutes) / total}%`);
      }
      before += minutes;
    });
    put("[data-of]", said.of.replace("#", total));
    put("[data-ends]", said.ends.replace("#", clock(+said.start + total)));
    put("[data-spare]", spare < 0 ? count("over", -spare) : count("spare", spare));
  }
  function setMinutes(row, minutes) {
    row.dataset.minutes = minutes;
    row.querySelector("[data-shown] strong").textContent = minutes;
    row.querySelectorAll(".mins button").forEach((button, n) => {
      const to = minutes + (n ? 1 : -1), words = button.value.split(":");
      button.value = `${words[0]}:${words[1]}:${to}`;
      const off = to < 1 || to > 600;
      if (off && document.activeElement === button) beside(button).focus();
      button.disabled = off;
    });
    const field = at("id_minutes"), form = at("block");
    if (form && field && blockOf(row.querySelector(LINKS)) === form.dataset.block && field.value === base.minutes) field.value = base.minutes = String(minutes);
  }

  // --- how it is kept ------------------------------------------------------------------------
  const status = (words, bad) => {
    const box = at("save-status");
    box.classList.toggle("bad", !!bad);
    box.querySelector("[data-words]").textContent = words;
    const tick = box.querySelector("svg");
    if (tick) tick.hidden = true;
  };
  const fields = () => {
    const form = at("block");
    return form ? [...form.elements].filter((one) => one.name && !/^(was_|saw$|csrf|do$)/.test(one.name)) : [];
  };
  const learn = () => {
    base = {};
    fields().forEach((one) => { base[one.name] = one.value; });
    const el = at("block"), save = document.querySelector("#detail [data-save]");
    document.querySelectorAll(LINKS).forEach((link) => {
      if (el && blockOf(link) === el.dataset.block) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    if (save) save.hidden = !document.querySelector("#detail .bad");
  };
  const touched = () => fields().filter((one) => one.value !== base[one.name]);
  const settled = (one) => !one.closest(".f").querySelector(".theirs");
  const dirty = () => !(at("block") && "gone" in at("block").dataset) && touched().some(settled);

  // --- one request after the other -----------------------------------------------------------
  function ask(what) {
    const same = what.key && queue.findIndex((one) => one.key === what.key);
    if (what.key && same >= 0) queue[same] = what;
    else queue.push(what);
    busy = busy || run().finally(() => { busy = null; });
    return busy;
  }
  async function run() {
    while (queue.length) {
      const what = queue.shift(), values = what.values();
      if (!values) continue;
      failed = true;
      refused = false;
      if (what.verb !== "GET") status(said.saving);
      await htmx.ajax(what.verb || "POST", what.path || said.page, {
        source: editor, target: what.target || "#plan", swap: "outerHTML", values,
      }).catch(() => {});
      if (failed) lost(what);
      else if (refused && what.key === "set") status(said.failed, true);
      else if (what.done) what.done();
    }
  }
  function lost(what) {
    if (what.verb === "GET") return;
    status(said.failed, true);
    if (what.undone) what.undone();
    clearTimeout(timer);
    if (dirty()) timer = setTimeout(save, 5000);
  }
  const form = (el) => Object.fromEntries([...new FormData(el)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const saw = () => document.querySelector("#plan [name=saw]").value;

  // --- the form of one block -----------------------------------------------------------------
  function save(loud) {
    clearTimeout(timer);
    if (!loud && !dirty()) return busy || Promise.resolve();
    let sent = {};
    return ask({
      key: "set",
      values: () => {
        const el = at("block"), names = (loud ? touched() : touched().filter(settled)).map((one) => one.name);
        if (!el || (!loud && !names.length)) return null;
        sent = form(el);
        const values = { ...sent, do: `set:${el.dataset.block}`, touched: loud ? fields().map((one) => one.name).join(" ") : names.join(" ") };
        if (loud) values.loud = 1;
        if (el.querySelector(".bad")) values.whole = 1;
        return values;
      },
      done: () => {
        fields().forEach((one) => { if (one.name in sent) base[one.name] = sent[one.name]; });
        if (sent.title) { const head = at("detail-heading"); if (head) head.textContent = sent.title; }
        if (dirty()) later();
      },
    });
  }
  function later() {
    clearTimeout(timer);
    if (dirty()) timer = setTimeout(save, PAUSE);
  }
  // What she typed while an answer was on its way goes back into the form that the answer brought.
  let typed = null, focused = null;
  function remember() {
    const el = at("block"), on = document.activeElement;
    focused = spot(on);
    if (!el) return;
    typed = { block: el.dataset.block, values: Object.fromEntries(touched().map((one) => [one.name, one.value])),
      on: el.contains(on) ? [on.id, on.selectionStart, on.selectionEnd, on.getBoundingClientRect().top] : null };
  }
  function giveBack() {
    const el = at("block"), was = typed;
    typed = null;
    learn();
    if (!el || !was || el.dataset.block !== was.block) return;
    fields().forEach((one) => {
      if (one.name in was.values && one.value !== was.values[one.name]) one.value = was.values[one.name];
    });
    if (was.on && at(was.on[0]) && !document.querySelector("#detail [data-summary]")) {
      const field = at(was.on[0]);
      field.focus({ preventScroll: true });
      try { field.setSelectionRange(was.on[1], was.on[2]); } catch (_) { /* a number has none */ }
      scrollBy({ top: field.getBoundingClientRect().top - was.on[3], behavior: "instant" }); // what is above may be longer now
    }
  }
  // The keyboard goes on at the same button of the same block, wherever it stands by now.
  const ways = (row) => [...row.querySelectorAll("a, button")];
  function spot(el) {
    const row = el.closest("#plan [data-minutes]");
    return row ? { id: row.id, n: ways(row).indexOf(el) } : el.id ? { id: el.id } : null;
  }
  function goOn() {
    const was = focused, there = was && at(was.id);
    focused = null;
    if (!was || document.activeElement !== document.body) return;
    const goal = there && "n" in was ? ways(there)[was.n] : there;
    const able = goal && goal.disabled ? beside(goal) : goal || at("said");
    if (able) able.focus({ preventScroll: !!goal });
  }
  async function open(id) {
    await save();
    if (document.querySelector("#detail .bad")) return;
    list.elements.open.value = id;
    await ask({ verb: "GET", target: "#detail", values: () => ({ block: id }), done: () => {
      history.replaceState(null, "", `${said.page}?block=${id}`);
      at("detail-heading").focus();
    } });
  }

  // --- what she presses ----------------------------------------------------------------------
  function press(button) {
    const words = button.value.split(":"), row = button.closest("[data-minutes]");
    if (dirty()) save();
    const values = () => ({ do: button.value, saw: saw(), open: list.elements.open.value });
    if (words[0] !== "minutes") return ask({ values });
    const to = +words[2], before = row.dataset.confirmed || row.dataset.minutes, value = button.value;
    row.dataset.confirmed = before;
    setMinutes(row, to);
    add();
    return ask({
      key: `minutes:${words[1]}`,
      values: () => ({ do: value, saw: saw(), open: list.elements.open.value }),
      undone: () => { const now = at(row.id); if (now) { setMinutes(now, +before); add(); } },
    });
  }
  document.addEventListener("submit", (e) => {
    const button = e.submitter;
    if (!button || button.name !== "do" || !(e.target === list || e.target.id === "block")) return;
    e.preventDefault();
    if (e.target === list) press(button);
    else if (button.value.startsWith("set:")) save(true);
    else ask({ values: () => ({ ...form(e.target), do: button.value }) });
  });
  document.addEventListener("click", (e) => {
    const link = e.target.closest(LINKS);
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    open(blockOf(link));
  });
  editor.addEventListener("input", (e) => { if (e.target.closest("#block")) later(); });
  editor.addEventListener("change", (e) => { if (e.target.closest("#block")) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("beforeunload", (e) => { if (queue.length || busy || dirty()) e.preventDefault(); });

  // --- what comes back -----------------------------------------------------------------------
  const on = (name, act) => document.addEventListener(name, act);
  on("htmx:beforeSwap", (e) => {
    const { xhr, target } = e.detail;
    refused = xhr.status === 422;
    failed = xhr.status >= 400 && !refused;
    if (xhr.status === 200 && target.id === "plan" && queue.some((one) => !one.verb)) e.detail.shouldSwap = false;
    else remember();
  });
  on("htmx:afterSettle", (e) => {
    if (!typed && e.target.id !== "plan" && e.target.id !== "detail") return;
    giveBack();
    const el = at("block");
    if (el) list.elements.open.value = el.dataset.block;
    if (focusTo && at(focusTo)) { at(focusTo).focus(); if (at(focusTo).select) at(focusTo).select(); }
    else goOn();
    focusTo = "";
    clearTimeout(restored);
    restored = setTimeout(fade, BAR);
  });
  on("goOn", (e) => { focusTo = e.detail.value; });
  function fade() {
    const bar = document.querySelector("[data-bar]");
    if (bar && !bar.matches(":hover, :focus-within")) bar.remove();
    else if (bar) restored = setTimeout(fade, 2000);
  }
  // Several steps are said once, when they are over.
  let speaking = 0, mine = false;
  document.addEventListener("say", (e) => {
    if (mine) return;
    e.stopImmediatePropagation();
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      mine = true;
      document.dispatchEvent(new CustomEvent("say", { detail: e.detail }));
      mine = false;
    }, SPEAK);
  }, true);

  // --- somebody else -------------------------------------------------------------------------
  ["pointerdown", "keydown", "input"].forEach((name) => addEventListener(name, () => { active = Date.now(); }, true));
  setInterval(async () => {
    if (busy || document.hidden || Date.now() - active > AWAKE) return;
    const still = !touched().length && !(at("detail") && at("detail").contains(document.activeElement));
    const asked = new URLSearchParams({ saw: saw() });
    if (still) asked.set("open", list.elements.open.value);
    const news = await fetch(`${said.edition}?${asked}`, { headers: { "HX-Request": "true" }, cache: "no-store", redirect: "error" }).catch(() => null);
    if (!news || news.status !== 200 || busy) return;
    const words = JSON.parse(news.headers.get("HX-Trigger") || "{}").say;
    remember();
    htmx.swap("#plan", await news.text(), { swapStyle: "outerHTML" });
    giveBack();
    goOn();
    if (words) document.dispatchEvent(new CustomEvent("say", { detail: { value: words } }));
  }, POLL);
  learn();
  restored = setTimeout(fade, BAR);
})();

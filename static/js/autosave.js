// Saves the page while she writes, says so only when it is true, and never touches her words.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const form = at("page");
  if (!form) return;
  const box = form.elements.words, status = at("save-status"), trouble = at("trouble");
  const sentence = trouble.querySelector("[data-words]");
  const PAUSE = 1000, AT_MOST = 5000, WAITS = [2, 5, 15, 30, 60], KEEPALIVE = 60000;

  const value = (name) => (form.elements[name] ? form.elements[name].value : "");
  const word = () => (value("word") === "own" ? value("own_word").trim() : value("word"));
  const state = () => JSON.stringify([box.value, word(), value("question")]);
  let begun = +value("base") > 0;
  let kept = form.hasAttribute("data-unsaved") ? null : state();
  let sent = null, busy = null, timer = 0, since = 0, failures = 0, why = "", mend = false, spoken = 0, leaving = false;
  const dirty = () => state() !== kept && (begun || box.value !== "" || word() !== "");

  const uuid = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // The same words sent again carry the same key; other words a new key and the next number.
  const body = () => {
    if (!sent || sent.state !== state()) {
      form.elements.key.value = uuid();
      form.elements.seq.value = +value("seq") + 1;
      sent = { state: state(), words: box.value };
    }
    return new URLSearchParams(new FormData(form)).toString();
  };
  const post = (text) => fetch(form.dataset.save, {
    method: "POST", body: text, redirect: "error", cache: "no-store", credentials: "same-origin",
    keepalive: text.length < KEEPALIVE,
    headers: { "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json", "X-Requested-With": "fetch" },
    signal: AbortSignal.timeout ? AbortSignal.timeout(20000) : undefined,
  });
  const newToken = async () => {
    const answer = await fetch(form.dataset.csrf, { headers: { "Accept": "application/json", "X-Requested-With": "fetch" }, cache: "no-store", redirect: "error" });
    if (answer.ok) form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
    return answer.ok;
  };
  const proves = async (receipt, words) => {
    if (!crypto.subtle) return receipt.number > 0 && receipt.chars === [...words].length;
    const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words));
    return [...new Uint8Array(sum)].map((n) => n.toString(16).padStart(2, "0")).join("") === receipt.sha256;
  };

  const show = (words, tick) => {
    status.querySelector("[data-words]").textContent = words;
    status.querySelector("[data-tick]").hidden = !tick;
    status.classList.toggle("bad", failures > 0);
  };
  let settled = 0;
  const saved = (clock) => {
    clearTimeout(settled);
    show(status.dataset.just, true);
    settled = setTimeout(() => { if (!dirty()) show(`${status.dataset.at} ${clock}`, true); }, 60000);
    if (Date.now() - spoken < 60000) return;
    spoken = Date.now();
    at("say").textContent = "";
    setTimeout(() => { at("say").textContent = status.dataset.saved; }, 50);
  };

  const accept = (receipt, what) => {
    const { elements, dataset } = form;
    kept = what.state;
    begun = true;
    failures = 0;
    why = "";
    elements.base.value = receipt.number;
    elements.slip.value = receipt.slip;
    dataset.save = receipt.save;
    form.setAttribute("action", receipt.url);
    if (location.pathname !== receipt.url) history.replaceState(null, "", receipt.url);
    at("delete").href = receipt.delete;
    trouble.hidden = true;
    at("delete").hidden = false;
    at("nearly-full").hidden = !receipt.nearly_full;
    if (receipt.beside) {
      at("beside").hidden = false;
      at("beside").querySelector("a").href = receipt.beside;
    }
    if (dirty()) show(status.dataset.saving, false);
    else saved(receipt.clock);
    return true;
  };
  const fail = (kind, words) => {
    failures += 1;
    show(status.dataset.unsaved, false);
    trouble.hidden = false;
    trouble.querySelector("[data-sign-in]").hidden = kind !== "signedOut";
    if (why !== kind + words) setTimeout(() => { sentence.textContent = words || trouble.dataset[kind]; }, 50);
    why = kind + words;
    mend = words !== ""; // something that she can change
    clearTimeout(timer);
    timer = setTimeout(save, WAITS[Math.min(failures, WAITS.length) - 1] * 1000);
    return false;
  };
  const refused = async (answer) => {
    const kind = { 401: "signedOut", 404: "inBasket", 410: "inBasket" }[answer.status] || "usual";
    let problem = "";
    if (answer.status === 422) problem = (await answer.json().catch(() => ({}))).problem || "";
    return fail(kind, problem);
  };
  const send = async () => {
    show(status.dataset.saving, false);
    try {
      let answer = await post(body());
      if (answer.status === 403 && (await newToken())) answer = await post(body());
      const what = sent;
      if (!answer.ok) return refused(answer);
      const receipt = await answer.json();
      return (await proves(receipt, what.words)) ? accept(receipt, what) : fail("usual", "");
    } catch (_) {
      return fail(navigator.onLine === false ? "offline" : "usual", "");
    }
  };

  // One save at a time; true when everything on the page is kept.
  async function save() {
    clearTimeout(timer);
    timer = since = 0;
    while (busy) await busy;
    if (!dirty()) return true;
    busy = send();
    const done = await busy;
    busy = null;
    if (done && dirty()) plan();
    return done && !dirty();
  }
  function plan() {
    if (!dirty()) return;
    if (failures && !mend) return; // the next try is set already
    if (!failures) show(status.dataset.saving, false);
    since = since || Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + AT_MOST - Date.now())));
  }

  const question = () => {
    const chosen = form.querySelector("[name=question]:checked");
    if (!chosen) return;
    at("question").textContent = chosen.closest("label").textContent.trim();
    at("question").hidden = chosen.value === "none";
  };
  const ownWord = () => { form.querySelector(".own-word").hidden = value("word") !== "own"; };
  const now = () => { if (dirty()) save(); };

  form.addEventListener("input", plan);
  form.addEventListener("change", (e) => {
    if (e.target.name === "question") question();
    ownWord();
    plan();
  });
  box.addEventListener("blur", now);
  form.elements.own_word.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
  document.addEventListener("visibilitychange", now);
  addEventListener("online", now);
  addEventListener("focus", () => { if (failures) now(); });
  addEventListener("pagehide", () => { if (dirty()) post(body()).catch(() => {}); });
  addEventListener("beforeunload", (e) => { if (dirty() && !leaving) e.preventDefault(); });
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (leaving) return;
    let done = await save();
    if (!done && !failures) done = await save();
    if (done) {
      leaving = true;
      location.assign(form.dataset.done);
    } else trouble.querySelector("[data-try]").focus();
  });
  trouble.querySelector("[data-try]").addEventListener("click", () => { failures = 0; save(); });
  trouble.querySelector("[data-copy]").addEventListener("click", async (e) => {
    const button = e.currentTarget;
    try {
      await navigator.clipboard.writeText(box.value);
    } catch (_) {
      box.select();
      document.execCommand("copy");
    }
    button.textContent = trouble.dataset.copied;
  });
  form.querySelector("[data-by-itself]").hidden = false;
  ownWord();
  if (kept === null) save();
})();

// Saves the page while she writes, says so only when it is true, and never touches her words.
// Her words go two ways: to this device as ciphertext (drafts.js), and to the server (wire.js).
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const form = at("page");
  if (!form) return;
  const box = form.elements.words;
  const PAUSE = 800, AT_MOST = 5000, DRAFT_PAUSE = 300, DRAFT_AT_MOST = 1000; // ms
  const LONGEST_WAIT = 60000, PAST_ANY = 1000; // ms; more saves than are ever under way
  const clock = () => performance.now(); // the clock on the wall may jump
  const { writing } = globalThis;
  const wire = writing.wire(form), drafts = writing.drafts(form, wire), tell = writing.telling(form, wire);

  const value = (name) => (form.elements[name] ? form.elements[name].value : "");
  const word = () => (value("word") === "own" ? value("own_word").trim() : value("word"));
  const state = () => JSON.stringify([box.value, word(), value("question")]);
  let begun = +value("base") > 0;
  let kept = form.hasAttribute("data-unsaved") ? null : state(), drafted = null;
  let sent = null, busy = null, timer = 0, since = 0, failures = 0, mend = false, leaving = false;
  let draftTimer = 0, draftSince = 0, gone = 0;
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

  // --- on this device
  const everything = () => ({
    words: box.value, word: value("word"), own_word: value("own_word"), question: value("question"), at: Date.now(), gone,
    kind: form.dataset.kind || "", where: form.getAttribute("action"), fresh: form.dataset.new,
    pad: value("pad"), page: form.dataset.page, base: +value("base"), seq: +value("seq"),
  });
  async function draft() {
    clearTimeout(draftTimer);
    draftTimer = draftSince = 0;
    if (!dirty()) return true;
    const what = state();
    const done = what === drafted || (await drafts.keep(everything()));
    if (done) drafted = what;
    if (failures && dirty()) tell.unsaved(drafted === state());
    return done;
  }
  const planDraft = () => {
    draftSince = draftSince || clock();
    clearTimeout(draftTimer);
    draftTimer = setTimeout(draft, Math.max(0, Math.min(DRAFT_PAUSE, draftSince + DRAFT_AT_MOST - clock())));
  };
  const forget = () => {
    clearTimeout(draftTimer);
    draftTimer = draftSince = gone = 0;
    drafted = null;
    drafts.drop(value("pad"));
  };

  // --- on the server
  const accept = (receipt, what) => {
    const { elements, dataset } = form;
    kept = what.state;
    begun = true;
    failures = 0;
    elements.base.value = receipt.number;
    elements.slip.value = receipt.slip;
    dataset.save = receipt.save;
    dataset.page = receipt.page;
    if (receipt.done) dataset.done = receipt.done; // a letter leads on to sealing
    form.setAttribute("action", receipt.url);
    if (location.pathname !== receipt.url) history.replaceState(null, "", receipt.url);
    tell.stands(receipt);
    alone.take(receipt.page);
    if (dirty()) tell.saving();
    else {
      forget();
      tell.saved(receipt.clock, () => !dirty());
    }
    return true;
  };
  const fail = (kind, words) => {
    failures += 1;
    draft();
    tell.failed(kind, words, drafted === state());
    mend = words !== "" || kind === "tooLong"; // something that she can change
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** (failures - 1));
    clearTimeout(timer);
    timer = setTimeout(save, wait * (0.75 + Math.random() / 2)); // not everybody at once
    return false;
  };
  let signedInHere = false;
  const refused = async (answer) => {
    const kind = { 401: signedInHere ? "somebodyElse" : "signedOut", 404: "inBasket", 410: "inBasket", 413: "tooLong" }[answer.status] || "usual";
    if (kind === "inBasket" && !gone) {
      gone = Date.now();
      drafted = null;
    }
    const problem = answer.status === 422 ? (await answer.json().catch(() => ({}))).problem || "" : "";
    return fail(kind, problem);
  };
  const send = async () => {
    tell.saving();
    try {
      const answer = await wire.send(form.dataset.save, body);
      const what = sent;
      if (!answer.ok) return refused(answer);
      signedInHere = false;
      const receipt = await answer.json();
      if (await wire.proves(receipt, what.words)) return accept(receipt, what);
      sent = null; // something else stands there: the next try is later than anything this page sent
      form.elements.seq.value = +value("seq") + PAST_ANY;
      return fail("usual", "");
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
    if (!dirty()) {
      if (!busy) forget();
      return;
    }
    planDraft();
    if (failures && !mend) return; // the next try is set already
    if (!failures) tell.saving();
    since = since || clock();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + AT_MOST - clock())));
  }
  const now = () => {
    if (!dirty()) return;
    draft();
    save();
  };
  const again = () => { failures = 0; return save(); };

  // --- other tabs, other visits
  const alone = writing.alone({
    settle: () => (dirty() ? Promise.race([save(), new Promise((done) => { setTimeout(done, 2000); })]) : null),
    elsewhere: tell.elsewhere,
  });
  const putBack = async (what) => {
    if (dirty() && !(await save()) && !(await draft())) return false;
    const { elements } = form, goesOn = what.page === form.dataset.page;
    if (goesOn) { // where that editor was: the server knows its saves, and keeps both on a conflict
      elements.pad.value = what.pad;
      elements.base.value = what.base;
      elements.seq.value = what.seq + 1;
      alone.pad(what.pad);
    }
    box.value = goesOn || !box.value ? what.words : `${box.value}\n\n${what.words}`;
    if (elements.own_word) elements.own_word.value = what.own_word;
    form.querySelectorAll("[name=word]").forEach((one) => { one.checked = one.value === what.word; });
    const asked = [...form.querySelectorAll("[type=radio][name=question]")].find((one) => one.value === what.question);
    if (asked) asked.checked = true;
    kept = sent = null;
    begun = begun || what.base > 0;
    ownWord();
    question();
    await draft();
    if (!goesOn) drafts.drop(what.pad);
    await again();
    return true;
  };
  writing.signInHere(form, wire, () => { signedInHere = true; again(); });

  const question = () => {
    const chosen = form.querySelector("[name=question]:checked");
    if (!chosen) return;
    at("question").textContent = chosen.closest("label").textContent.trim();
    at("question").hidden = chosen.value === "none";
  };
  const ownWord = () => { if (form.elements.own_word) form.querySelector(".own-word").hidden = value("word") !== "own"; };

  form.addEventListener("input", () => { tell.nearlyFull(); plan(); });
  form.addEventListener("change", (e) => {
    if (e.target.name === "question") question();
    ownWord();
    plan();
  });
  box.addEventListener("blur", now);
  if (form.elements.own_word) form.elements.own_word.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
  document.addEventListener("visibilitychange", now);
  addEventListener("online", now);
  addEventListener("focus", () => { if (failures) now(); });
  addEventListener("pagehide", () => {
    if (!dirty()) return;
    draft();
    wire.post(form.dataset.save, body(), true).catch(() => {});
  });
  addEventListener("beforeunload", (e) => { if (dirty() && !leaving) e.preventDefault(); });
  document.querySelectorAll("a[rel~=noreferrer]").forEach((way) => way.addEventListener("click", () => { leaving = true; }));
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (leaving) return;
    let done = await save();
    if (!done && !failures) done = await save();
    if (done) {
      leaving = true;
      location.assign(form.dataset.done);
    } else tell.tryNow.focus();
  });
  tell.tryNow.addEventListener("click", again);
  at("elsewhere").querySelector("button").addEventListener("click", () => alone.here(form.dataset.page));
  form.querySelector("[data-by-itself]").hidden = false;
  ownWord();
  alone.pad(value("pad"));
  (async () => {
    if (form.dataset.page && !(await alone.take(form.dataset.page))) tell.elsewhere();
    else await writing.offers(form, drafts, { now: everything, putBack }).next();
  })();
  if (kept === null) save();
})();

// What she is told about saving: one honest line, and a box with ways out while it fails.
"use strict";
globalThis.writing = globalThis.writing || {};
writing.telling = (form, wire) => {
  const MINUTE = 60000, NEARLY = 0.9;
  const at = (id) => document.getElementById(id);
  const box = form.elements.words, status = at("save-status"), trouble = at("trouble");
  const sentence = trouble.querySelector("[data-words]");
  let settled = 0, spoken = -MINUTE, why = "";

  const show = (words, { tick = false, bad = false } = {}) => {
    status.querySelector("[data-words]").textContent = words;
    status.querySelector("[data-tick]").hidden = !tick;
    status.classList.toggle("bad", bad);
  };
  const saved = (time, still) => {
    clearTimeout(settled);
    show(status.dataset.just, { tick: true });
    settled = setTimeout(() => { if (still()) show(`${status.dataset.at} ${time}`, { tick: true }); }, MINUTE);
    if (performance.now() - spoken < MINUTE) return;
    spoken = performance.now();
    at("say").textContent = "";
    setTimeout(() => { at("say").textContent = status.dataset.saved; }, 50);
  };
  const unsaved = (here) => show(here ? status.dataset.kept : status.dataset.unsaved, { bad: true });
  const failed = (kind, words, here) => {
    unsaved(here);
    trouble.hidden = false;
    const out = kind === "signedOut" || kind === "somebodyElse";
    trouble.querySelectorAll("[data-sign-in]").forEach((way) => { way.hidden = !out; });
    if (why !== kind + words) setTimeout(() => { sentence.textContent = words || trouble.dataset[kind]; }, 50);
    why = kind + words;
  };
  const beside = async (url) => {
    const note = at("beside"), other = note.querySelector("textarea");
    note.querySelector("a").href = url;
    note.hidden = false;
    const words = await wire.read(url).catch(() => null);
    if (words === null) return;
    other.value = words;
    other.labels[0].hidden = false;
  };
  const stands = (receipt) => {
    why = "";
    trouble.hidden = true;
    at("delete").href = receipt.delete;
    at("delete").hidden = !receipt.delete;
    at("nearly-full").hidden = !receipt.nearly_full;
    if (receipt.beside) beside(receipt.beside);
  };
  const nearlyFull = () => {
    const most = NEARLY * form.dataset.most;
    if (box.value.length >= most) at("nearly-full").hidden = [...box.value].length < most;
  };
  const elsewhere = () => {
    box.readOnly = true;
    at("elsewhere").hidden = false;
    at("kept").hidden = true;
  };
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
  return {
    saving: () => show(status.dataset.saving), saved, unsaved, failed, stands, nearlyFull, elsewhere,
    tryNow: trouble.querySelector("[data-try]"),
  };
};

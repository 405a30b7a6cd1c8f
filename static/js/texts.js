// The texts and questions of a plan keep themselves when a field is left, or after a pause; nothing typed is lost.
"use strict";
(() => {
  const first = document.getElementById("texts");
  if (!first) return;
  const PAUSE = 1200, AGAIN = 5000;
  let leaving = false;
  const status = (words) => {
    const box = document.querySelector("#save-status"), tick = box.querySelector("svg");
    box.querySelector("[data-words]").textContent = words;
    if (tick) tick.hidden = true;
  };

  function keeper(form) {
    const doing = form.dataset.keeps, button = form.querySelector(`[value=${doing}]`);
    const fields = () => [...form.elements].filter((one) => one.matches("textarea, input:not([type=hidden])"));
    const state = () => JSON.stringify(fields().map((one) => one.value));
    let timer = 0, busy = null, kept = state();
    const dirty = () => state() !== kept;
    const later = (pause) => { clearTimeout(timer); timer = setTimeout(save, pause); };
    function save() {
      clearTimeout(timer);
      if (!busy && dirty() && !leaving) busy = send().finally(() => { busy = null; });
      return busy || Promise.resolve();
    }
    async function send() {
      status(first.dataset.saving);
      const sent = state(), body = new URLSearchParams(new FormData(form));
      body.set("do", doing);
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }, redirect: "error" }).catch(() => null);
      if (answer && answer.status === 200) {
        kept = sent;
        htmx.swap("#texts-kept", await answer.text(), { swapStyle: "innerHTML" });
        if (dirty()) later(PAUSE);
      } else if (answer && answer.status === 422) { // the page itself says what is wrong, her words in it
        leaving = true;
        form.requestSubmit(button);
      } else {
        status(first.dataset.failed);
        later(AGAIN);
      }
    }
    form.addEventListener("input", () => { if (fields().some((one) => one.value.trim())) later(PAUSE); });
    form.addEventListener("change", save);
    button.hidden = !form.querySelector(".bad");
    return { button, dirty, save, pending: () => !!busy || dirty() };
  }
  const all = [...document.querySelectorAll("form[data-keeps]")].map(keeper);

  // Whatever leads away waits until all is kept: a question that moves takes its new words along.
  document.addEventListener("submit", async (e) => {
    const sender = e.submitter, open = all.filter((one) => one.pending() && one.button !== sender);
    if (leaving) return;
    if (!open.length) {
      leaving = true;
      return;
    }
    e.preventDefault();
    await Promise.all(open.map((one) => one.save()));
    await Promise.all(open.map((one) => one.save())); // what she typed while the first was on its way
    const again = (sender && sender.id && document.getElementById(sender.id)) || sender;
    if (leaving || open.some((one) => one.dirty()) || (again && !again.isConnected)) return;
    leaving = true;
    e.target.requestSubmit(again);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) all.forEach((one) => one.save()); });
  addEventListener("beforeunload", (e) => { if (!leaving && all.some((one) => one.dirty())) e.preventDefault(); });
})();

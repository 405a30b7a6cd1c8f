// Her note is kept while she writes, and the line below it says only what is true.
"use strict";
(() => {
  const form = document.getElementById("note"), status = document.getElementById("note-status");
  if (!form) return;
  const PAUSE = 1200, AGAIN = 15000;
  const box = form.elements.words, said = status.querySelector("[data-words]");
  const token = form.elements.csrfmiddlewaretoken;
  let kept = form.hasAttribute("data-unsaved") ? null : box.value;
  let timer = 0, busy = false, leaving = false;

  const dirty = () => box.value !== kept;
  const tell = (words, tick) => {
    said.textContent = words;
    status.querySelector("[data-tick]").hidden = !tick;
  };
  const post = () => fetch(form.action, {
    method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error", cache: "no-store",
    headers: { "Accept": "application/json", "X-Requested-With": "fetch" },
  });
  const newToken = async () => {
    const answer = await fetch(form.dataset.csrf, { headers: { "Accept": "application/json", "X-Requested-With": "fetch" }, redirect: "error" });
    if (answer.ok) token.value = (await answer.json()).token;
    return answer.ok;
  };
  const send = async () => {
    let answer = await post();
    if (answer.status === 403 && (await newToken())) answer = await post();
    if (answer.ok) return answer.json();
    return { failed: answer.status === 401 ? status.dataset.out : status.dataset.unsaved };
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  async function save() {
    if (busy || leaving || !dirty()) return null;
    const words = box.value;
    busy = true;
    tell(status.dataset.saving, false);
    const receipt = await send().catch(() => ({ failed: status.dataset.unsaved }));
    busy = false;
    if (receipt.failed) {
      tell(receipt.failed, false);
      return later(AGAIN);
    }
    kept = words;
    form.elements.base.value = receipt.base;
    if (dirty()) later(PAUSE);
    return tell(dirty() ? status.dataset.unsaved : receipt.said, !dirty());
  }

  form.addEventListener("input", () => {
    form.elements.seq.value = +form.elements.seq.value + 1;
    if (!busy) tell(status.dataset.unsaved, false);
    later(PAUSE);
  });
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (e) => { if (dirty() && !leaving) e.preventDefault(); });
})();

// A letter that she lets go leaves no unsaved words on this device either.
"use strict";
(() => {
  const AT_LAST = 1000; // ms
  const form = document.getElementById("let-go");
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const late = new Promise((done) => { setTimeout(done, AT_LAST); });
    await Promise.race([globalThis.writing.drafts(form).dropAll(form.dataset.page), late]);
    form.submit();
  });
})();

// A form with words of hers is sent from here, and its answer shown in this page: else the browser
// would keep what was sent on the disk, with its list of open pages. Without this script, or where
// it fails, the form goes its plain way.
"use strict";
(() => {
  const shown = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html"), main = page.querySelector("main");
    if (!main) throw new Error("no page");
    document.title = page.title;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    const at = main.querySelector("[data-summary]") || main.querySelector("h1");
    if (!at.hasAttribute("tabindex")) at.tabIndex = -1;
    scrollTo(0, 0);
    at.focus();
  };
  let busy = false, plainly = false;
  document.addEventListener("submit", async (e) => {
    const form = e.target, button = e.submitter;
    if (plainly || e.defaultPrevented || !form.matches("[data-quiet]")) return;
    e.preventDefault();
    if (busy) return;
    busy = true;
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Quiet": "yes" } });
      const to = answer.headers.get("X-Go");
      if (to) location.assign(to);
      else shown(await answer.text());
    } catch (_) {
      plainly = true;
      form.requestSubmit(button);
    }
    busy = false;
  });
})();

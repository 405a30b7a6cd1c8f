// Speaks what a swap did, shows what failed, and never lets a page come back from the dead.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const put = (id, words) => {
    const box = at(id);
    if (!box) return;
    box.textContent = "";
    setTimeout(() => { box.textContent = words; }, 50);
  };
  const summary = (root) => {
    const box = root && root.querySelector("[data-summary]");
    if (box) box.focus();
  };
  const on = (name, act) => document.addEventListener(name, act);
  const whole = (xhr) => /^\s*<!doctype/i.test(xhr.responseText);

  on("say", (e) => put("say", e.detail.value));
  on("htmx:beforeRequest", (e) => {
    at("alert").textContent = "";
    e.detail.target.setAttribute("aria-busy", "true");
  });
  on("htmx:afterRequest", (e) => e.detail.target.removeAttribute("aria-busy"));
  on("htmx:beforeSwap", (e) => {
    const { xhr } = e.detail;
    // A whole page (signed out, or a redirect) is gone to, never put inside another.
    if (e.detail.shouldSwap && whole(xhr)) {
      e.detail.shouldSwap = false;
      location.assign(xhr.responseURL);
    }
  });
  on("htmx:afterSettle", (e) => summary(e.target.parentNode));
  on("htmx:responseError", (e) => {
    const { xhr } = e.detail;
    if (xhr.status === 401) location.reload(); // the drawer is closed: the page says where to open it
    else put("alert", /^[^<]/.test(xhr.responseText) ? xhr.responseText : at("alert").dataset.failed);
  });
  on("htmx:sendError", () => put("alert", at("alert").dataset.offline));
  on("DOMContentLoaded", () => summary(document));
  addEventListener("pagehide", () => document.documentElement.classList.add("gone"));
  addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
})();

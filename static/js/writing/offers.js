// At the next visit: what this device kept of hers is offered, and she chooses.
"use strict";
globalThis.writing = globalThis.writing || {};
writing.offers = (form, drafts, { now, putBack }) => {
  const note = document.getElementById("kept"), area = note.querySelector(".as-typed");
  const button = (name) => note.querySelector(`[data-${name}]`);
  let what = null;

  const clock = (at) => {
    const when = new Date(at), two = (n) => String(n).padStart(2, "0");
    const time = `${two(when.getHours())}.${two(when.getMinutes())}`;
    if (when.toDateString() === new Date().toDateString()) return time;
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "long" }).format(when);
    return `${day}, ${time}`;
  };
  // What was on a deleted page may go onto a new one, never over the words of another; and what was
  // in a letter never onto a page.
  const here = (one) => (one.kind || "") === (form.dataset.kind || "")
    && (one.page === form.dataset.page || (one.gone && !form.dataset.page));
  const sentence = (one) => note.dataset[(one.gone ? "deleted" : here(one) ? "kept" : "other") + (one.kind ? "Letter" : "")];
  const same = (one) => {
    const mine = now();
    return one.words === mine.words && one.word === mine.word && one.own_word === mine.own_word;
  };
  const show = (one) => {
    const mine = here(one);
    what = one;
    note.querySelector("[data-words]").textContent = sentence(one).replace("[when]", clock(one.at));
    button("back").hidden = !mine;
    for (const name of ["look", "let-go"]) button(name).hidden = !mine && !one.kind; // a letter may be gone for good
    button("there").hidden = mine;
    button("there").href = (one.gone ? one.fresh : one.where) || form.dataset.new;
    area.textContent = "";
    area.parentElement.hidden = true;
    note.hidden = false;
    document.getElementById("say").textContent = note.querySelector("[data-words]").textContent;
  };
  const next = async () => {
    note.hidden = true;
    const waiting = [];
    for (const one of await drafts.found()) {
      if (here(one) && !one.gone && same(one)) drafts.drop(one.pad); // it is there
      else waiting.push(one);
    }
    const chosen = waiting.find(here) || waiting[0];
    if (chosen) show(chosen);
  };
  button("back").addEventListener("click", async () => {
    if (!(await putBack(what))) return;
    await next();
    form.elements.words.focus();
  });
  button("look").addEventListener("click", () => {
    area.textContent = what.words;
    area.parentElement.hidden = false;
    area.focus();
  });
  button("let-go").addEventListener("click", async () => {
    await drafts.drop(what.pad);
    await next();
    form.elements.words.focus();
  });
  return { next };
};

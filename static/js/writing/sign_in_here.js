// Her sign-in has ended while she writes: she signs in here, and not a letter on the page moves.
"use strict";
globalThis.writing = globalThis.writing || {};
writing.signInHere = (form, wire, again) => {
  const dialog = document.getElementById("sign-in-here");
  const way = document.querySelector("#trouble [data-here]");
  if (!dialog.showModal) { way.remove(); return; } // "Sign in on a new page" is still there
  const said = dialog.querySelector("[data-said]");
  const html = { headers: { "Accept": "text/html" }, cache: "no-store", credentials: "same-origin" };
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  // Signed out, only the sign-in page itself has a token; signed in again, it leads elsewhere.
  const freshToken = async () => {
    const answer = await fetch(dialog.dataset.signIn, html);
    if (answer.redirected || !answer.ok) return false;
    const field = (await parsed(answer)).querySelector("[name=csrfmiddlewaretoken]");
    if (field) wire.use(field.value);
    return !!field;
  };
  const signedIn = async (answer) => {
    if (!new URL(answer.url).pathname.endsWith(form.dataset.csrf)) return false;
    wire.use((await answer.json()).token);
    return true;
  };
  const why = async (answer) => {
    const problem = (await parsed(answer)).querySelector(".problem p, .problem li, .problem a");
    return answer.ok || !problem ? dialog.dataset.elsewhere : problem.textContent.trim();
  };
  const send = async (entry) => {
    const token = await freshToken();
    let problem = "";
    if (token) {
      const answer = await fetch(entry.action, { ...html, method: "POST", body: new URLSearchParams(new FormData(entry)) });
      if (!(await signedIn(answer))) problem = await why(answer);
    } else await wire.newToken();
    if (entry.elements.password) entry.elements.password.value = "";
    said.textContent = problem;
    if (problem) return;
    dialog.close();
    again();
  };
  dialog.querySelectorAll("form").forEach((entry) => entry.addEventListener("submit", (e) => {
    e.preventDefault();
    said.textContent = "";
    send(entry).catch(() => { said.textContent = dialog.dataset.failed; });
  }));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => form.elements.words.focus({ preventScroll: true }));
  dialog.hidden = false; // it shows once it is opened
  way.addEventListener("click", () => { said.textContent = ""; dialog.showModal(); });
};

// Brings words to the server and proves what came back. It knows nothing of the screen.
"use strict";
globalThis.writing = globalThis.writing || {};
writing.wire = (form) => {
  const ASKS = { "Accept": "application/json", "X-Requested-With": "fetch" };
  const ANSWERS_IN = 20000, KEEPALIVE = 60000; // ms; bytes that a browser sends after its page has gone

  const post = (url, body, leaving) => fetch(url, {
    method: "POST", body, redirect: "error", cache: "no-store", credentials: "same-origin",
    keepalive: !!leaving && body.length < KEEPALIVE,
    headers: { ...ASKS, "Content-Type": "application/x-www-form-urlencoded" },
    signal: AbortSignal.timeout ? AbortSignal.timeout(ANSWERS_IN) : undefined,
  });
  const use = (token) => {
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  };
  const newToken = async () => {
    const answer = await fetch(form.dataset.csrf, { headers: ASKS, cache: "no-store", redirect: "error" });
    if (answer.ok) use((await answer.json()).token);
    return answer.ok;
  };
  // A sign-in in another tab has changed the token: once more with a fresh one.
  const send = async (url, body) => {
    const answer = await post(url, body());
    return answer.status === 403 && (await newToken()) ? post(url, body()) : answer;
  };
  const proves = async (receipt, words) => {
    if (!crypto.subtle) return receipt.number > 0 && receipt.chars === [...words].length;
    const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words));
    return [...new Uint8Array(sum)].map((n) => n.toString(16).padStart(2, "0")).join("") === receipt.sha256;
  };
  // The words of a page of hers that stands elsewhere; nothing where it may not be opened now.
  const read = async (url) => {
    const answer = await fetch(url, { headers: ASKS, cache: "no-store", redirect: "error" });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const area = page.getElementById("id_words");
    return area ? area.value : null;
  };
  return { post, send, use, newToken, proves, read };
};

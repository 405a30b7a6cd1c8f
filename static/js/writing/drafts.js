// What is not saved yet lies on this device as ciphertext (docs/adr/0010). The key comes from the
// server, stays in memory, and is gone with the page; nothing here is ever kept in clear.
"use strict";
globalThis.writing = globalThis.writing || {};
writing.drafts = (form, wire) => {
  const DAY = 86400000, ASK_AGAIN = 5000; // ms
  let keys = null, device = "", member = "", asked = -ASK_AGAIN, opened = null, turn = Promise.resolve();

  const store = () => {
    opened = opened || new Promise((done, failed) => {
      const ask = indexedDB.open("drafts", 1);
      ask.onupgradeneeded = () => ask.result.createObjectStore("sealed", { keyPath: "pad" });
      ask.onsuccess = () => {
        ask.result.onversionchange = ask.result.onclose = () => { ask.result.close(); opened = null; };
        done(ask.result);
      };
      ask.onerror = ask.onblocked = () => failed(ask.error);
    });
    opened.catch(() => { opened = null; });
    return opened;
  };
  const at = async (mode, act) => {
    const database = await store();
    return new Promise((done, failed) => {
      const change = database.transaction("sealed", mode, { durability: "strict" });
      const ask = act(change.objectStore("sealed"));
      change.oncomplete = () => done(ask.result);
      change.onerror = change.onabort = () => failed(change.error);
    });
  };
  const all = () => at("readonly", (sealed) => sealed.getAll()).catch(() => []);
  const drop = async (pad) => form.dataset.drafts && at("readwrite", (sealed) => sealed.delete(pad)).catch(() => {});

  const ready = async () => {
    if (!form.dataset.drafts) return false; // behind a link nobody is signed in
    if (keys || performance.now() - asked < ASK_AGAIN) return !!keys;
    asked = performance.now();
    const names = new Set((await all()).map((one) => one.device));
    const answer = await wire.send(form.dataset.drafts, () => {
      const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
      names.forEach((name) => body.append("device", name));
      return body.toString();
    });
    if (!answer.ok) return false;
    const told = await answer.json(), made = {};
    for (const [name, text] of Object.entries(told.keys)) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      made[name] = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
      bytes.fill(0);
    }
    [keys, device, member] = [made, told.device, told.member];
    return true;
  };
  const bound = (one) => new TextEncoder().encode(JSON.stringify(["draft1", member, one.page, one.pad, one.device, one.seq]));

  const seal = async (what) => {
    if (!(await ready())) return false;
    const one = { pad: what.pad, page: what.page, device, seq: what.seq, iv: crypto.getRandomValues(new Uint8Array(12)) };
    const rule = { name: "AES-GCM", iv: one.iv, additionalData: bound(one) };
    one.sealed = await crypto.subtle.encrypt(rule, keys[device], new TextEncoder().encode(JSON.stringify(what)));
    await at("readwrite", (sealed) => sealed.put(one));
    return true;
  };
  const open = async (one) => {
    if (!keys[one.device]) return null;
    const rule = { name: "AES-GCM", iv: one.iv, additionalData: bound(one) };
    const bytes = await crypto.subtle.decrypt(rule, keys[one.device], one.sealed).catch(() => null);
    return bytes && JSON.parse(new TextDecoder().decode(bytes)); // null: not hers, and nobody is told
  };

  // One after the other, so that older words never come after newer ones.
  const inTurn = (act) => { turn = turn.then(act).catch(() => false); return turn; };
  const busy = async () => {
    const locks = navigator.locks ? (await navigator.locks.query()).held : [];
    return new Set(locks.map((lock) => lock.name));
  };
  // Her own, the newest first; neither what an open tab is writing nor what was deleted a day ago.
  const found = async () => {
    if (!(await ready().catch(() => false))) return [];
    const taken = await busy(), kept = [];
    for (const one of await all()) {
      const what = taken.has(`pad ${one.pad}`) ? null : await open(one);
      if (what && what.gone && Date.now() - what.gone > DAY) drop(one.pad);
      else if (what) kept.push(what);
    }
    return kept.sort((one, other) => other.at - one.at);
  };
  // Of a page that is let go nothing stays here either.
  const dropAll = async (page) => {
    for (const one of await all()) if (one.page === page) await drop(one.pad);
  };
  return {
    dropAll: (page) => inTurn(() => dropAll(page)),
    keep: (what) => inTurn(() => seal(what)), // true once it is on the disk
    drop: (pad) => inTurn(() => drop(pad)),
    found,
  };
};

// One page is written in one tab at a time. Where a browser has no locks, two pages stand side by side.
"use strict";
globalThis.writing = globalThis.writing || {};
writing.alone = ({ settle, elsewhere }) => {
  const SOON = 1500, AT_LAST = 3000; // ms: until a tab that closes has let go; until one that sleeps is passed over
  const able = navigator.locks && "BroadcastChannel" in globalThis && AbortSignal.timeout;
  const channel = able ? new BroadcastChannel("pages") : null;
  let page = "", release = null, given = null;

  const hold = (id, how) => new Promise((done) => {
    navigator.locks.request(`page ${id}`, how, (lock) => {
      done(!!lock);
      if (!lock) return null;
      page = id;
      return new Promise((end) => { release = end; });
    }).catch(() => { // waited too long, or another tab took it
      done(false);
      if (page === id) lost();
    });
  });
  const lost = () => {
    page = "";
    release = null;
    elsewhere();
  };
  if (channel) channel.onmessage = async ({ data }) => {
    if (data.given && given) given();
    if (!data.take || data.take !== page) return;
    await settle();
    const letGo = release;
    lost();
    letGo();
    channel.postMessage({ given: data.take });
  };
  return {
    // False: another tab writes here.
    take: async (id) => {
      if (!able || page === id) return true;
      if (release) release(); // she goes on with another page, beside this one
      const asked = history.state && history.state.here;
      if (asked) history.replaceState(null, "");
      return asked ? hold(id, { steal: true })
        : (await hold(id, { ifAvailable: true })) || hold(id, { signal: AbortSignal.timeout(SOON) });
    },
    pad: (id) => { if (navigator.locks) navigator.locks.request(`pad ${id}`, { ifAvailable: true }, (lock) => lock && new Promise(() => {})).catch(() => {}); },
    here: async (id) => {
      await new Promise((done) => {
        given = done;
        channel.postMessage({ take: id });
        setTimeout(done, AT_LAST);
      });
      history.replaceState({ here: true }, "");
      location.reload();
    },
  };
};

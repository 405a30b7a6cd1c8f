// A letter was let go on the page before this one: no unsaved words of it stay on this device.
"use strict";
(() => {
  const gone = document.getElementById("gone");
  const letter = /\/letters\/([0-9a-f-]{36})\/let-go\/$/.exec(document.referrer);
  if (letter) globalThis.writing.drafts(gone).dropAll(letter[1]);
})();

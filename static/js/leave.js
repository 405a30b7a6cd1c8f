// Leave quickly: the page she leaves does not stay in the history, and nothing asks her to stay.
// Shift three times, one after the other, does the same.
"use strict";
(() => {
  const way = document.querySelector("[data-leave]"), SOON = 2000;
  let times = [], leaving = false;
  // First of all that listen, since this script is: whoever asks her to stay is not heard.
  addEventListener("beforeunload", (e) => { if (leaving) e.stopImmediatePropagation(); });
  way.addEventListener("click", (e) => {
    e.preventDefault();
    document.documentElement.classList.add("gone");
    leaving = true;
    location.replace(way.href);
  });
  addEventListener("keyup", (e) => {
    times = e.key === "Shift" ? [...times.filter((at) => e.timeStamp - at < SOON), e.timeStamp] : [];
    if (times.length === 3) way.click();
  });
})();

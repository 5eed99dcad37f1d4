// Small helps. Every page works without them.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  const problem = document.getElementById("error-summary");
  if (problem) problem.focus();

  for (const button of all("[data-show]")) {
    const box = document.getElementById(button.dataset.show);
    button.hidden = false;
    button.addEventListener("click", () => {
      box.type = box.type === "password" ? "text" : "password";
      [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
    });
  }

  for (const button of all("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
    });
  }

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  let unsaved = false;
  for (const form of all("form[data-guard]")) {
    form.addEventListener("input", () => { unsaved = true; });
    form.addEventListener("submit", () => { unsaved = false; });
  }
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  // A table of a text that is wider than the page: its rows are stacked, each cell under its heading.
  const tables = all(".doc table");
  for (const table of tables) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
    const roles = { table, rowgroup: "thead, tbody", row: "tr", columnheader: "th", cell: "td" };
    for (const [role, which] of Object.entries(roles)) {
      for (const each of which === table ? [table] : table.querySelectorAll(which)) each.setAttribute("role", role);
    }
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.cells].forEach((cell, place) => { cell.dataset.l = heads[place] || ""; });
    }
  }
  const stack = () => {
    for (const table of tables) {
      table.classList.remove("cards");
      table.classList.toggle("cards", table.scrollWidth > table.clientWidth);
    }
  };
  stack();
  addEventListener("resize", stack);

  // A page about work that goes on looks again by itself, and opens what comes after it.
  const going = document.querySelector("[data-again]");
  if (going) {
    const look = async () => {
      const answer = await fetch(location.href).catch(() => null);
      if (!answer || !answer.ok) return setTimeout(look, 5000);
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-again]");
      if (!now) return location.reload();
      if (now.innerHTML !== going.innerHTML) going.innerHTML = now.innerHTML;
      setTimeout(look, 2000);
    };
    setTimeout(look, 2000);
  }

  // Who walks away from a shared tablet is asked, then signed out. Touching the page counts as being there.
  const idle = document.querySelector("[data-idle]");
  if (idle) {
    const limit = Number(idle.dataset.idle), asked = idle.querySelector("form");
    const finish = document.getElementById("kiosk-finish");
    let last = Date.now(), told = last, over = false;
    const here = () => {
      last = Date.now();
      if (idle.open) idle.close();
      if (last - told < 20000) return;
      told = last;
      fetch(asked.action, { method: "POST", redirect: "manual" }).catch(() => null);
    };
    for (const kind of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(kind, () => { if (!idle.open) here(); }, { passive: true });
    asked.addEventListener("submit", (event) => { event.preventDefault(); told = 0; here(); });
    idle.addEventListener("cancel", () => { told = 0; here(); });
    setInterval(() => {
      const gone = (Date.now() - last) / 1000;
      if (gone >= limit && !over) { over = true; unsaved = false; finish.append(Object.assign(document.createElement("input"), { type: "hidden", name: "idle", value: "yes" })); finish.submit(); }
      else if (gone >= limit - 30 && !idle.open) { idle.querySelector("[data-unsent]").hidden = !unsaved; idle.showModal(); }
    }, 1000);
    // A page that comes out of the browser's memory is looked at again by the server.
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }

  // The way on is taken by itself after so many seconds.
  for (const link of all("[data-next]")) setTimeout(() => location.assign(link.href), Number(link.dataset.next) * 1000);

  // The button is disabled after the browser has read its name and value.
  const buttons = (form) => form.querySelectorAll("button[type=submit]");
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", () => setTimeout(() => buttons(form).forEach((b) => { b.disabled = true; })));
  }
  addEventListener("pageshow", () => all("form[method=post]").forEach((form) => buttons(form).forEach((b) => { b.disabled = false; })));
})();

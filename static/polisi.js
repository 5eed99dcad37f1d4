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

  let unsaved = false;
  for (const form of all("form[data-guard]")) {
    form.addEventListener("input", () => { unsaved = true; });
    form.addEventListener("submit", () => { unsaved = false; });
  }
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

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

  // The button is disabled after the browser has read its name and value.
  const buttons = (form) => form.querySelectorAll("button[type=submit]");
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", () => setTimeout(() => buttons(form).forEach((b) => { b.disabled = true; })));
  }
  addEventListener("pageshow", () => all("form[method=post]").forEach((form) => buttons(form).forEach((b) => { b.disabled = false; })));
})();

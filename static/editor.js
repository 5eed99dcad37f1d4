// The editor of a policy: buttons for signs, keeping what is typed, a preview beside the text.
(() => {
  "use strict";
  const form = document.getElementById("editor");
  if (!form) return;
  const box = form.elements.text;
  const status = document.getElementById("kept");
  const all = (selector) => document.querySelectorAll(selector);
  const reveal = (selector) => all(selector).forEach((part) => { part.hidden = false; });
  reveal(".tools, #field-search, [data-insert], [data-jump]");
  all(".outline .there").forEach((part) => { part.hidden = true; });

  // Typing through the browser keeps its own undo.
  const type = (text) => {
    box.focus();
    if (!document.execCommand("insertText", false, text)) {
      box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const chosen = () => box.value.slice(box.selectionStart, box.selectionEnd);
  const around = (before, after, words) => {
    const text = chosen() || words;
    type(before + text + after);
    box.setSelectionRange(box.selectionEnd - after.length - text.length, box.selectionEnd - after.length);
  };
  const lines = (mark) => {
    const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
    const stop = box.value.indexOf("\n", box.selectionEnd);
    box.setSelectionRange(start, stop < 0 ? box.value.length : stop);
    type(chosen().split("\n").map((line, at) => mark(at) + line.replace(/^(#+|-|\d+\.)\s+/, "")).join("\n"));
  };
  const block = (text) => {
    const before = box.value.slice(0, box.selectionStart);
    type((before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "") + text + "\n");
  };
  const tools = {
    heading: () => lines(() => "## "),
    list: () => lines(() => "- "),
    numbers: () => lines((at) => `${at + 1}. `),
    bold: (words) => around("**", "**", words),
    link: (words) => around("[", "](https://)", words),
    table: (words) => block(`| ${words} | ${words} |\n|---|---|\n|  |  |`),
    field: () => {
      document.getElementById("fields").open = true;
      document.getElementById("f-field").focus();
    },
  };
  const buttons = [...all("[data-tool]")];
  buttons.forEach((button, at) => {
    button.tabIndex = at === 0 ? 0 : -1;
    button.addEventListener("click", () => tools[button.dataset.tool](button.dataset.words));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = buttons[(at + step + buttons.length) % buttons.length];
      buttons.forEach((other) => { other.tabIndex = other === next ? 0 : -1; });
      next.focus();
    });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "b" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    tools.bold(document.querySelector("[data-tool=bold]").dataset.words);
  });

  // Fields: the place where the cursor was stays the place where they go.
  const search = document.getElementById("f-field");
  const count = document.getElementById("field-count");
  search.addEventListener("input", () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of all(".fieldlist > li")) {
      row.hidden = !wanted.every((word) => row.dataset.words.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = shown ? "" : count.dataset.none;
  });
  // Inside the place of another field they go behind it.
  const leavePlace = () => {
    for (const place of box.value.matchAll(/\{\{[^{}\n]*\}\}/g)) {
      const end = place.index + place[0].length;
      const isInside = (at) => place.index < at && at < end;
      if (isInside(box.selectionStart) || isInside(box.selectionEnd)) {
        box.setSelectionRange(end, end);
        return;
      }
    }
  };
  for (const button of all("[data-insert]")) {
    button.addEventListener("click", () => { leavePlace(); type(button.dataset.insert); });
  }

  // To a heading: the lines that begin with # in order; the title has one.
  for (const button of all("[data-jump]")) {
    button.addEventListener("click", () => {
      const found = [...box.value.matchAll(/^#{2,6} .*$/gm)][Number(button.dataset.jump)];
      if (!found) return;
      box.focus();
      box.setSelectionRange(found.index, found.index + found[0].length);
      const above = box.value.slice(0, found.index).split("\n").length - 1;
      box.scrollTop = (above / box.value.split("\n").length) * box.scrollHeight;
    });
  }

  const send = (address) => {
    const body = new URLSearchParams(new FormData(form));
    return fetch(address, { method: "POST", body, redirect: "manual" });
  };
  const later = (work, delay) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(work, delay); };
  };

  let typed = 0;
  let kept = 0;
  let busy = false;
  // Says what became of keeping; false when the page must not be left.
  const took = async (answer, now) => {
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      status.textContent = form.dataset.signedOut;
      return false;
    }
    const told = await answer.json().catch(() => null);
    status.textContent = told ? told.words : form.dataset.refused;
    if (answer.ok && told) {
      kept = now;
      form.elements.kept.value = told.kept;
    }
    return told !== null;
  };
  const keep = async () => {
    if (busy || typed === kept) return;
    busy = true;
    const now = typed;
    try {
      await took(await send(form.dataset.keep), now);
    } catch {
      status.textContent = form.dataset.offline;
    }
    busy = false;
  };
  // Saving leaves the page. Without a server, or signed out, the text would go with it.
  let sure = false;
  addEventListener("submit", async (event) => {
    if (event.target !== form || sure) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    try {
      if (!await took(await send(form.dataset.keep), typed)) return;
    } catch {
      status.textContent = form.dataset.offline;
      return;
    }
    sure = true;
    form.requestSubmit(button);
    sure = false;
  }, true);
  setInterval(keep, 4000);
  addEventListener("visibilitychange", () => { if (document.hidden) keep(); });

  const preview = document.getElementById("preview");
  const told = document.getElementById("preview-status");
  let asked = 0;
  const show = later(async () => {
    asked += 1;
    const mine = asked;
    try {
      const answer = await send(form.dataset.preview);
      if (!answer.ok || mine !== asked) throw new Error();
      const sheet = new DOMParser().parseFromString((await answer.json()).html, "text/html").body;
      const place = preview.scrollTop;
      preview.replaceChildren(...sheet.childNodes);
      preview.scrollTop = place;
      told.textContent = form.dataset.shown;
    } catch {
      if (mine === asked) told.textContent = form.dataset.notShown;
    }
  }, 700);

  box.addEventListener("input", () => {
    typed += 1;
    status.textContent = form.dataset.typing;
    show();
  });
})();

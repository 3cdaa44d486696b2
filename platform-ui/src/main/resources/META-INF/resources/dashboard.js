// What pages do beyond links and forms. Each of them works without this file.
"use strict";

(() => {
  // Asks before a step that cannot be taken back.
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // Copies the text of the element that the button names.
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = label), 2000);
    });
  }

  // While nobody looks, or somebody marks text, the results stand still.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const selection = document.getSelection();
    if (document.hidden || (selection && !selection.isCollapsed)) event.preventDefault();
  });

  // What the reader has opened or closed stays so when the results come anew.
  const opened = new Map();
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === "/login") {
      // The session has ended: the form belongs on a page of its own, which leads back here.
      event.detail.shouldSwap = false;
      location.reload();
      return;
    }
    for (const details of document.querySelectorAll("details[id]")) opened.set(details.id, details.open);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const [id, open] of opened) {
      const details = document.getElementById(id);
      if (details) details.open = open;
    }
  });
})();

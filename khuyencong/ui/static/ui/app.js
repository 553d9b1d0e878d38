// Small comforts; every page works without them.
(() => {
  const root = document.documentElement;

  // "/" goes to the search box, Escape closes what is open.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const box = document.getElementById("search");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    }
    if (event.key === "Escape") closePops(null, true);
    if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) chooseHit(event);
  });

  // The arrows choose among the hits while the typing goes on; Enter opens the chosen one.
  const hits = () => document.getElementById("search-hits");
  function chooseHit(event) {
    const box = event.target.closest("#search");
    if (!box) return;
    const options = [...hits().querySelectorAll(".hit")];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Enter") {
      if (at < 0) return;
      event.preventDefault();
      location.href = options[at].href;
      return;
    }
    const next = options[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!options.length || (!next && event.key === "ArrowDown")) return;
    event.preventDefault();
    for (const option of options) option.setAttribute("aria-selected", String(option === next));
    if (next) {
      box.setAttribute("aria-activedescendant", next.id);
      next.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }
  new MutationObserver(() => {
    const box = document.getElementById("search");
    box.setAttribute("aria-expanded", String(Boolean(hits().querySelector(".hit"))));
    box.removeAttribute("aria-activedescendant");
  }).observe(hits() || document.createElement("div"), { childList: true });

  function closePops(except, refocus) {
    for (const pop of document.querySelectorAll("details.pop[open]")) {
      if (pop === except) continue;
      if (refocus && pop.contains(document.activeElement)) pop.querySelector("summary").focus();
      pop.open = false;
    }
    if (!except || !except.closest(".search")) {
      hits()?.replaceChildren();
    }
  }

  document.addEventListener("click", (event) => {
    const inSearch = event.target.closest(".search");
    closePops(event.target.closest("details.pop") || inSearch, false);

    const theme = event.target.closest("[data-theme]");
    if (theme) {
      localStorage.setItem("kc-theme", theme.dataset.theme);
      const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      root.dataset.bsTheme = theme.dataset.theme === "auto" ? system : theme.dataset.theme;
      markTheme();
    }
    if (event.target.closest("[data-rail]")) {
      const narrow = root.classList.toggle("is-narrow");
      localStorage.setItem("kc-rail", narrow ? "narrow" : "wide");
    }
    const link = event.target.closest(".list-table tbody tr")?.querySelector(".row-link");
    if (link && !event.target.closest("a, button, input, label") && !String(getSelection())) {
      if (event.ctrlKey || event.metaKey) window.open(link.href);
      else location.href = link.href;
    }
    const up = event.target.closest("[data-up]");
    if (up) {
      event.preventDefault(); // without scripts the button asks the server to do the same
      const item = up.closest("li");
      item.previousElementSibling?.before(item);
      up.focus();
    }
    if (event.target.closest("[data-print]")) window.print();
    if (event.target.closest("[data-back]")) history.back();
  });

  function markTheme() {
    const chosen = localStorage.getItem("kc-theme") || "auto";
    for (const button of document.querySelectorAll("[data-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.theme === chosen));
    }
  }
  markTheme();

  // A form is sent once: the second click waits for the answer of the first.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // Words to send on are copied; where the browser forbids it, they stand selected.
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = document.getElementById(button.dataset.copy);
    words.select();
    try {
      await navigator.clipboard.writeText(words.value);
      button.textContent = "Đã chép";
    } catch {
      button.textContent = document.execCommand("copy") ? "Đã chép" : "Nhấn Ctrl+C để chép";
    }
  });

  // A long list of choices narrows as one types, with or without accents.
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-narrow]")) return;
    const wanted = fold(event.target.value);
    for (const item of event.target.parentElement.querySelectorAll(".pop-item")) {
      item.hidden = !fold(item.textContent).includes(wanted);
    }
  });

  // A table wider than the screen can be scrolled by the keyboard too.
  function openScrollers() {
    for (const box of document.querySelectorAll(".table-responsive, .list-scroll")) {
      const isWide = box.scrollWidth > box.clientWidth;
      const name = box.querySelector("caption")?.textContent.trim() || "Bảng cuộn ngang";
      for (const [key, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", name]]) {
        if (isWide) box.setAttribute(key, value);
        else box.removeAttribute(key);
      }
    }
  }
  openScrollers();
  addEventListener("resize", openScrollers);
  document.addEventListener("htmx:afterSettle", openScrollers);

  // What htmx could not fetch is said in words.
  function tell(text) {
    const place = document.getElementById("flash");
    if (!place) return;
    const note = document.createElement("p");
    note.className = "alert alert-late";
    note.textContent = text;
    place.replaceChildren(note);
  }
  document.addEventListener("htmx:sendError", () => {
    tell("Chưa gửi được vì mất mạng. Nội dung trên trang vẫn còn; hãy thử lại khi có mạng.");
  });
  document.addEventListener("htmx:responseError", () => {
    tell("Máy chủ chưa trả lời được yêu cầu này. Hãy tải lại trang rồi thử lại.");
  });
})();

// Warns before the session ends and lets it be prolonged; says so when it has ended.
(() => {
  const { sessionLeft, sessionUrl, signInUrl } = document.body.dataset;
  if (!sessionLeft) return;
  const WARNING = 5 * 60 * 1000;
  let endsAt = Date.now() + sessionLeft * 1000;

  const note = document.createElement("div");
  note.className = "session-note";
  note.setAttribute("role", "status");
  document.body.append(note);

  async function ask(method) {
    const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value || "" };
    const answer = await fetch(sessionUrl, { method, headers });
    if (!answer.ok) return;
    const session = await answer.json();
    endsAt = Date.now() + session.seconds_left * 1000;
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = session.csrf_token;
    show();
  }

  function show() {
    const left = endsAt - Date.now();
    note.replaceChildren();
    if (left > WARNING) return;
    const text = document.createElement("span");
    const next = document.createElement(left > 0 ? "button" : "a");
    next.className = "btn btn-sm btn-quiet";
    if (left > 0) {
      text.textContent = `Phiên làm việc sẽ hết sau ${Math.max(Math.ceil(left / 60000), 1)} phút.`;
      next.textContent = "Làm việc tiếp";
      next.addEventListener("click", () => ask("POST"));
    } else {
      text.textContent = "Phiên làm việc đã hết. Nội dung đang gõ vẫn còn trên máy này.";
      next.textContent = "Đăng nhập lại";
      next.href = `${signInUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
    }
    note.append(text, next);
  }

  // Another tab may have prolonged the session: ask once before warning.
  let asked = false;
  function watch() {
    const isNear = endsAt - Date.now() <= WARNING;
    if (isNear && !asked) ask("GET").catch(() => {});
    asked = isNear;
    show();
  }
  watch();
  setInterval(watch, 20000);
})();

// Keeps what is being typed: on the server as one types, on this machine while that fails.
// Forms take part by <form data-autosave data-form="schemes.form" data-object="…" data-version="…">.
(() => {
  const { user, draftUrl, sessionUrl, signInUrl } = document.body.dataset;
  const PREFIX = "kc-draft:";
  const HIDDEN = new Set(["csrfmiddlewaretoken", "version"]);
  const JSON_HEADERS = { Accept: "application/json", "Content-Type": "application/json" };
  const FAILED = "[data-not-saved], .form-errors";

  let isLeaving = false;

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    isLeaving = true;
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
  const read = (key) => JSON.parse(localStorage.getItem(key) || "null");
  if (!user) { // the sign-in page or an error: what was sent has not arrived
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) localStorage.setItem(key, JSON.stringify({ ...read(key), sent: false }));
    }
    return;
  }

  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  async function post(data) {
    const send = () => fetch(draftUrl, {
      method: "POST", headers: { ...JSON_HEADERS, "X-CSRFToken": token() }, body: JSON.stringify(data),
    });
    const answer = await send();
    if (answer.status !== 403) return answer;
    const session = await (await fetch(sessionUrl, { headers: JSON_HEADERS })).json();
    if (!session.seconds_left) return new Response("", { status: 401 });
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = session.csrf_token;
    return send();
  }

  class Keeper {
    constructor(form) {
      this.form = form;
      this.place = { form: form.dataset.form, object: form.dataset.object || "" };
      this.version = form.dataset.version || "";
      this.key = `${PREFIX}${user}:${this.place.form}:${this.place.object}`;
      this.saved = form.querySelector(".saved") || (form.querySelector(".actions") || form).appendChild(make("span", "saved"));
      this.saved.setAttribute("role", "status");
      this.initial = this.values();
      form.addEventListener("input", () => this.later());
      form.addEventListener("change", () => this.later());
      form.addEventListener("submit", () => {
        this.isWaiting = false;
        this.remember(true);
      });
      addEventListener("pagehide", () => this.isWaiting && this.remember(false));
      addEventListener("online", () => localStorage.getItem(this.key) && this.save());
      this.begin().catch(() => this.say("Chưa nối được với máy chủ; nội dung gõ sẽ giữ trên máy này.", true));
    }

    values() {
      const values = {};
      for (const [name, value] of new FormData(this.form)) {
        if (HIDDEN.has(name) || typeof value !== "string" || this.input(name)?.type === "password") continue;
        (values[name] ||= []).push(value);
      }
      return values;
    }

    input(name) { return [...this.form.elements].find((element) => element.name === name); }
    differs(values) { return JSON.stringify(ordered(values)) !== JSON.stringify(ordered(this.initial)); }

    async begin() {
      const local = read(this.key);
      if (this.form.querySelector(FAILED)) return this.save();
      if (local && local.sent && local.version !== this.version) return this.drop();
      if (local && this.differs(local.values)) {
        this.fill(local.values);
        this.offer(`Đã lấy lại nội dung bạn gõ lúc ${local.at}, còn giữ trên máy này.`, local, [["Bỏ, lấy bản đã lưu", () => this.reset()]]);
        return this.save();
      }
      localStorage.removeItem(this.key);
      const query = new URLSearchParams(this.place);
      const { draft } = await (await fetch(`${draftUrl}?${query}`, { headers: JSON_HEADERS })).json();
      if (!draft || !this.differs(draft.values)) return;
      this.offer(`Bạn đang soạn dở, lưu tự động lúc ${draft.saved_at}.`, draft, [
        ["Soạn tiếp", () => { this.fill(draft.values); this.later(); }], ["Bỏ bản này", () => this.reset()],
      ]);
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), 1200);
      this.isWaiting = true;
    }

    remember(sent) {
      if (isLeaving) return;
      const copy = { version: this.version, at: clock(), values: this.values(), sent };
      localStorage.setItem(this.key, JSON.stringify(copy));
    }

    async save() {
      this.isWaiting = false;
      this.remember(false);
      let answer;
      try {
        answer = await post({ ...this.place, version: this.version, values: this.values() });
      } catch {
        return this.say("Chưa lưu được vì mất mạng. Nội dung vẫn còn trên máy này; sẽ tự gửi khi có mạng.", true);
      }
      if (answer.ok) {
        localStorage.removeItem(this.key);
        return this.say(`Lưu tự động ${(await answer.json()).saved_at}`);
      }
      if (answer.status === 401) {
        this.say("Phiên làm việc đã hết. Nội dung vẫn còn trên máy này. ", true);
        const link = this.saved.appendChild(make("a", "", "Đăng nhập lại"));
        link.href = `${signInUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
        return;
      }
      this.say("Chưa lưu được lên máy chủ. Nội dung vẫn còn trên máy này.", true);
    }

    say(text, isLate = false) {
      this.saved.textContent = text;
      this.saved.classList.toggle("is-late", isLate);
    }

    drop() {
      localStorage.removeItem(this.key);
      return post({ ...this.place, version: this.version, values: {} });
    }

    async reset() { await this.drop(); location.reload(); }

    fill(values) {
      const known = new Set([...this.form.elements].map((element) => element.name));
      if (Object.keys(values).some((name) => !known.has(name))) {
        const address = new URL(location.href);
        if (address.searchParams.has("dang-soan")) return;
        address.searchParams.set("dang-soan", "1");
        post({ ...this.place, version: this.version, values }).then(() => location.replace(address));
        return;
      }
      const turn = {};
      for (const element of this.form.elements) {
        const { name, type } = element;
        if (!name || HIDDEN.has(name) || ["file", "password", "submit", "button"].includes(type)) continue;
        const given = values[name] || [];
        if (type === "checkbox" || type === "radio") element.checked = given.includes(element.value);
        else if (type === "select-multiple") for (const o of element.options) o.selected = given.includes(o.value);
        else element.value = given[(turn[name] = (turn[name] ?? -1) + 1)] ?? "";
      }
    }

    offer(text, draft, actions) {
      const note = make("div", "alert alert-wait kept");
      note.append(make("p", "", text));
      if (draft.version !== this.version) {
        note.append(make("p", "", "Từ lúc đó hồ sơ đã được lưu bản khác. Hãy so hai bản trước khi ghi đè:"), this.difference(draft.values));
      }
      for (const [label, act] of actions) {
        const button = note.appendChild(make("button", "btn btn-sm btn-quiet", label));
        button.type = "button";
        button.addEventListener("click", () => { note.remove(); act(); });
      }
      this.form.prepend(note);
    }

    difference(values) {
      const table = make("table", "table");
      const head = table.createTHead().insertRow();
      for (const title of ["Mục", "Đang lưu", "Bạn đã gõ"]) head.appendChild(make("th", "", title)).scope = "col";
      const rows = table.createTBody();
      for (const name of Object.keys({ ...this.initial, ...values })) {
        const [now, typed] = [this.initial, values].map((side) => this.words(name, side[name] || []));
        if (now === typed) continue;
        const row = rows.insertRow();
        for (const cell of [this.label(name), now, typed]) row.insertCell().textContent = cell;
      }
      return table;
    }

    words(name, values) {
      const options = [...(this.input(name)?.options || [])];
      return values.map((value) => options.find((o) => o.value === value)?.text || value).join(", ");
    }

    label(name) { return this.input(name)?.labels?.[0]?.firstChild?.textContent.trim() || name; }
  }

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function ordered(values) { return Object.keys(values).sort().map((name) => [name, values[name]]); }

  // A form that was sent and is not on this page any more has been saved: its copies may go.
  const here = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Keeper(form).key);
  if (!document.querySelector(FAILED)) {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${PREFIX}${user}:`) || here.includes(key) || !read(key).sent) continue;
      const [form, object] = key.slice(`${PREFIX}${user}:`.length).split(":");
      localStorage.removeItem(key);
      post({ form, object, values: {} });
    }
  }
})();

// Tables that one types in: sums while typing, one more row without a trip to the server.
// <table data-sheet="prefix"> holds [data-rows] with [data-row] each, and a template [data-empty-row].
(() => {
  const digits = (text) => Number(text.replace(/[.\s]/g, "").replace(",", "."));
  const words = new Intl.NumberFormat("de-DE", { maximumFractionDigits: 0 });
  const WORTH = [[/t[ỷy]$|t[ỷy]đ/, 1e9], [/tri[ệe]u|tr$|trđ/, 1e6], [/ngh[ìi]n|ng[àa]n/, 1e3]];

  // What cannot be read here ("" included) counts nothing; the server reads it again and says why.
  function read(row, name) {
    const text = (row.querySelector(`[name$="-${name}"]`)?.value || "").trim().toLowerCase();
    const worth = WORTH.find(([unit]) => unit.test(text))?.[1] || 1;
    return digits(text.replace(/[^\d.,\s-]/g, "").trim() || "0") * worth || 0;
  }

  const ticked = (row, name) => row.querySelector(`[name$="-${name}"]`)?.checked;

  function show(output, value) {
    if (!output) return;
    output.textContent = words.format(value);
    output.classList.toggle("is-late", value < 0);
  }

  function count(sheet) {
    const sums = { amount: 0, support: 0, other: 0, counterpart: 0, eligible: 0 };
    for (const row of sheet.querySelectorAll("[data-rows] [data-row]")) {
      const isOff = ticked(row, "DELETE");
      row.classList.toggle("is-off", Boolean(isOff));
      const [support, other] = [read(row, "support_vnd"), read(row, "other_vnd")];
      const amount = Math.round(read(row, "quantity") * read(row, "unit_price_vnd"));
      const line = { amount, support, other, counterpart: amount - support - other };
      line.eligible = ticked(row, "is_eligible") ? amount : 0;
      for (const name of ["amount", "counterpart"]) show(row.querySelector(`[data-of="${name}"]`), line[name]);
      if (!isOff) for (const name of Object.keys(sums)) sums[name] += line[name];
    }
    for (const [name, value] of Object.entries(sums)) show(sheet.querySelector(`[data-sum="${name}"]`), value);
  }

  function addRow(sheet) {
    const total = sheet.closest("form").querySelector(`[name="${sheet.dataset.sheet}-TOTAL_FORMS"]`);
    const at = Number(total.value);
    if (at >= Number(sheet.dataset.most)) return;
    const row = sheet.querySelector("[data-empty-row]").content.querySelector("[data-row]").cloneNode(true);
    for (const part of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const attribute of [...part.attributes]) attribute.value = attribute.value.replace("__prefix__", at);
    }
    row.querySelector(".sheet-number").textContent = at + 1;
    total.value = at + 1;
    sheet.querySelector("[data-rows]").append(row);
    row.querySelector("input").focus();
    total.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const sheet of document.querySelectorAll("[data-sheet]")) {
    const form = sheet.closest("form");
    sheet.querySelector("[data-hint]")?.remove();
    form.addEventListener("input", () => count(sheet));
    form.addEventListener("change", () => count(sheet));
    form.querySelector("[data-more]").addEventListener("click", (event) => {
      event.preventDefault();
      addRow(sheet);
    });
    count(sheet);
  }
})();

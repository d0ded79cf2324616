// Comfort on pages of data and lists: these load it behind portolan.js, in one file.
(({ all, make, kept, served, moved }) => {

  // Checklists can be ticked, and remember it on this device.
  function checklists() {
    const words = document.body.dataset;
    all(".tasks").forEach((list, number) => {
      const boxes = all("input", list), key = `ticks ${location.pathname} ${number}`;
      const ticked = (kept.get(key) || "").split(",");
      boxes.forEach((box, i) => {
        box.disabled = false;
        if (ticked.includes(String(i))) box.checked = true;
      });
      const keep = () => kept.set(key, boxes.flatMap((box, i) => box.checked ? [i] : []).join());
      list.addEventListener("change", keep);
      const foot = make("p", { className: "ticks", textContent: words.ticks });
      const untick = make("button", { type: "button", textContent: words.untick });
      untick.onclick = () => { boxes.forEach((box) => { box.checked = false; }); keep(); };
      foot.append(untick);
      list.after(foot);
    });
  }

  function sortableTables() {
    for (const table of all("table[data-sort]")) {
      const heads = all("thead th", table), body = table.tBodies[0];
      if (body.rows.length < 3) continue;
      heads.forEach((head, column) => {
        const button = make("button", { type: "button" });
        button.append(...head.childNodes);
        head.append(button);
        button.onclick = () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          const value = (row) => row.cells[column].querySelector("time")?.dateTime ?? row.cells[column].textContent.trim();
          const rows = [...body.rows].sort((a, b) => value(a).localeCompare(value(b), document.documentElement.lang, { numeric: true }));
          body.append(...(down ? rows.reverse() : rows));
          heads.forEach((h) => h.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
        };
      });
    }
  }

  function filters() {
    for (const part of all("[data-filter]")) {
      const rows = all("tbody tr", part), label = part.dataset.filter;
      const field = make("input", { type: "search", className: "filter", placeholder: label, ariaLabel: label });
      field.oninput = () => {
        const words = field.value.toLowerCase().split(/\s+/);
        for (const row of rows) row.hidden = !words.every((word) => row.cells[0].textContent.toLowerCase().includes(word));
      };
      if (rows.length > 5) part.prepend(field);
    }
  }

  // Charts are read point by point, lists narrowed by several values, and the catalog of projects by several properties: when
  // the reader moves, or when the address narrows a list.
  async function comfort() {
    const load = (module) => module && import(new URL(module, location.href)).catch(() => { /* tables and links still do */ });
    if (!served) return;
    if (!location.search) await moved;
    if (document.querySelector("figure.chart, [data-narrow]")) load(document.body.dataset.comfort);
    load(document.getElementById("catalog")?.dataset.module);
  }

  checklists();
  sortableTables();
  filters();
  comfort();
})(portolan);

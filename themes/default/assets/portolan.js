// Comfort on top of pages that work without it, fetched by early.js.
(({ root, all, make, visit, served, wide }) => {
  // The table of contents marks the section that is being read.
  function contents() {
    const links = new Map(all(".toc a").map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    if (!headings.length) return;
    let current;
    const follow = () => {
      const read = headings.filter((h) => h.getBoundingClientRect().top < innerHeight * .3).pop() || headings[0];
      if (read === current) return;
      links.get(current?.id)?.removeAttribute("aria-current");
      current = read;
      links.get(read.id).setAttribute("aria-current", "true");
    };
    const watch = new IntersectionObserver(follow, { rootMargin: "0px 0px -70% 0px" });
    headings.forEach((h) => watch.observe(h));
    addEventListener("hashchange", follow);
    for (const a of links.values()) a.addEventListener("click", () => { if (!wide(72)) a.closest("details").open = false; });
  }

  function copyCode() {
    const words = document.body.dataset;
    if (!navigator.clipboard) return;
    for (const pre of all(".prose pre")) {
      const frame = make("div", { className: "code" }), button = make("button", { type: "button", textContent: words.copy });
      button.onclick = async () => {
        await navigator.clipboard.writeText(pre.textContent);
        button.textContent = words.copied;
        setTimeout(() => { button.textContent = words.copy; }, 2000);
      };
      pre.replaceWith(frame);
      frame.append(pre, button);
    }
  }

  // Without a server nobody turns "policies/" into "policies/index.html".
  function files() {
    if (served) return;
    addEventListener("click", (event) => {
      const a = event.target.closest?.("a[href]");
      if (a?.protocol === "file:" && a.pathname.endsWith("/")) a.pathname += "index.html";
    }, true);
    for (const form of all("form.find")) form.action += "index.html";
  }

  // Search is fetched when someone is about to search, asked in the address, or comes from a result whose words are to be marked.
  function search() {
    const page = document.getElementById("search-page");
    if (!served) return page?.remove();
    const fields = all(".find input"), needed = page && root.hasAttribute("data-asked") || visit.get("search-words");
    const base = new URL(root.dataset.base, location.href).href;
    let loading;
    const load = () => loading ||= Promise.all([import(base + "assets/search-ui.js"), page && import(base + "assets/search-page.js")]).then(() => {
      if (fields.includes(document.activeElement)) document.activeElement.dispatchEvent(new Event("focus"));
    }).catch(() => root.removeAttribute("data-asked")); // the form still leads to the search page, and that to every page
    if (needed || fields.includes(document.activeElement)) load();
    for (const field of fields) field.addEventListener("focus", load, { once: true });
  }

  contents();
  files();
  search();
  copyCode();
})(portolan);

// Comfort on top of pages that work without it. It comes beside the style sheet, which the first paint waits for anyway:
// a theme that was chosen earlier is set before, on any host. The rest waits for the document. data.js builds on what it returns.
const portolan = (() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // A private window may refuse storage: then nothing is kept.
  const store = (kind) => ({
    get(key) { try { return window[kind].getItem(key); } catch { return null; } },
    set(key, value) { try { window[kind].setItem(key, value); } catch { /* not kept */ } },
  });
  const kept = store("localStorage"), visit = store("sessionStorage");

  const theme = kept.get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  // Browsers load no modules from files.
  const served = location.protocol !== "file:";
  // A search page that is asked something holds its index back, so that nothing moves.
  root.toggleAttribute("data-asked", served && /[?&]\w+=[^&]/.test(location.search));

  function themeSwitch() {
    const button = document.querySelector(".theme"), system = matchMedia("(prefers-color-scheme: dark)");
    if (!button) return;
    const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
    const label = () => { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; };
    button.hidden = false;
    button.onclick = () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      kept.set("theme", root.dataset.theme);
      label();
    };
    system.onchange = label;
    label();
  }

  // Where there is room the style shows what a fold holds; opening it says so to browsers and readers that go by the attribute.
  // Asked this way, the width does not cost a layout before the first paint.
  const wide = (rem) => matchMedia(`(min-width: ${rem}rem)`).matches;
  function folds() {
    for (const fold of all("details.fold")) fold.open ||= wide(fold.classList.contains("late") ? 72 : 60);
  }

  // Parts of the menu that the reader opened stay open for the visit.
  function menu() {
    for (const branch of all(".branch > details")) {
      const key = "menu " + branch.previousElementSibling.getAttribute("href").replace(/^[./]*/, "");
      const was = visit.get(key);
      if (was && !branch.open) branch.open = was === "1";
      branch.addEventListener("toggle", () => visit.set(key, branch.open ? "1" : ""));
    }
  }

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
    if (document.querySelector("main .find")) document.querySelector(".mast search")?.remove();
    if (!served) return page?.remove();
    const fields = all(".find input"), needed = page && root.hasAttribute("data-asked") || visit.get("search-words");
    const base = new URL(root.dataset.base, location.href).href;
    let loading;
    const load = () => loading ||= Promise.all([import(base + "assets/search-ui.js"), page && import(base + "assets/search-page.js")]).then(() => {
      if (fields.includes(document.activeElement)) document.activeElement.dispatchEvent(new Event("focus"));
    }).catch(() => root.removeAttribute("data-asked")); // the form still leads to the search page, and that to every page
    if (needed) load();
    for (const field of fields) field.addEventListener("focus", load, { once: true });
    addEventListener("keydown", (event) => {
      if (loading || !fields.length || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      fields[0].focus();
      fields[0].select();
    });
  }

  function start() {
    themeSwitch();
    folds();
    menu();
    contents();
    files();
    search();
    requestAnimationFrame(() => setTimeout(copyCode)); // nothing moves, so it waits for the first paint
  }

  const whenRead = (act) => document.readyState === "loading" ? addEventListener("DOMContentLoaded", act) : act();
  whenRead(start);
  return { all, make, kept, served, whenRead };
})();

// What a page must have before it is first painted, so that nothing flashes or moves: the theme that was chosen, and the parts
// of the menu that were opened. The first paint waits for this file, so all else is in portolan.js, which builds on what
// this returns and is fetched when the reader first moves.
const portolan = (() => {
  const root = document.documentElement, more = document.currentScript.dataset.more;
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

  // Parts of the menu that the reader opened stay open for the visit.
  function menu() {
    for (const branch of all(".branch > details")) {
      const key = "menu " + branch.previousElementSibling.getAttribute("href").replace(/^[./]*/, "");
      const was = visit.get(key);
      if (was && !branch.open) branch.open = was === "1";
      branch.addEventListener("toggle", () => visit.set(key, branch.open ? "1" : ""));
    }
  }

  // Where there is room the style shows what a fold holds; opening it says so to browsers and readers that go by the attribute.
  // Asked this way, the width does not cost a layout before the first paint.
  const wide = (rem) => matchMedia(`(min-width: ${rem}rem)`).matches;
  function folds() {
    for (const fold of all("details.fold")) fold.open ||= wide(fold.classList.contains("late") ? 72 : 60);
  }

  // A page with a search field of its own needs none in its masthead.
  function searchField() {
    if (document.querySelector("main .find")) document.querySelector(".mast search")?.remove();
    const field = document.querySelector(".find input");
    if (served && field) addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  }

  // Moved is kept at the first move of the reader.
  const moved = new Promise((keep) => {
    for (const move of ["pointerover", "touchstart", "keydown", "focusin"]) addEventListener(move, keep, { once: true, passive: true });
  });

  // The rest is fetched at the first move, but at once where the search is asked, where ticks are kept or a list gets a field to
  // narrow it, and from the disk, where links need help.
  function fetchMore() {
    const ticked = all(".tasks").some((_, number) => kept.get(`ticks ${location.pathname} ${number}`));
    const atOnce = !served || root.hasAttribute("data-asked") || visit.get("search-words") || ticked || document.querySelector("[data-filter]");
    (atOnce ? Promise.resolve() : moved).then(() => document.head.append(make("script", { src: more })));
  }

  addEventListener("DOMContentLoaded", () => {
    themeSwitch();
    menu();
    folds();
    searchField();
    fetchMore();
  });
  return { root, all, make, kept, visit, served, wide, moved };
})();

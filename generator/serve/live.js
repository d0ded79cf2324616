// Reloads the page, where the reader was, once it is another than the one shown: as soon as it is drawn anew, or after a
// build for whatever it is made of besides. Shows what is wrong after a bad build.
(() => {
  const shown = document.currentScript.dataset;
  const events = new EventSource("/.portolan/events?page=" + encodeURIComponent(decodeURIComponent(location.pathname)));
  events.onmessage = ({ data }) => {
    const { page, others, problems } = JSON.parse(data);
    if (problems?.length) {
      show(problems);
    } else if (page !== shown.page || others !== Number(shown.others)) {
      location.reload();
    } else {
      hide();
    }
  };

  const id = "portolan-problems";
  const hide = () => document.getElementById(id)?.remove();

  function show(problems) {
    hide();
    const box = document.createElement("dialog");
    box.id = id;
    box.setAttribute("aria-label", "Problems");
    Object.assign(box.style, {
      position: "fixed", inset: "0", width: "100%", height: "100%", maxWidth: "none", maxHeight: "none", margin: "0",
      padding: "2rem", border: "0", overflow: "auto", zIndex: "2147483647", background: "#15222eee", color: "#fff",
      font: "15px/1.5 ui-monospace, monospace", whiteSpace: "pre-wrap", boxSizing: "border-box",
    });
    const title = document.createElement("h1");
    title.textContent = problems.length === 1 ? "One thing is wrong" : `${problems.length} things are wrong`;
    box.append(title);
    for (const p of problems) {
      const text = document.createElement("p");
      const place = [p.file, p.line, p.column].filter(Boolean).join(":");
      const caret = p.source && p.column ? "\n" + " ".repeat(p.column - 1) + "^" : "";
      text.textContent = [place, p.text, p.source ? "\n" + p.source + caret : "", p.hint ? "hint: " + p.hint : ""].filter(Boolean).join("\n");
      box.append(text);
    }
    document.body.append(box);
    box.show();
  }
})();

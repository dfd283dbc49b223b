"use strict";
(() => {
  const root = document.documentElement, $ = id => document.getElementById(id);
  root.classList.add("scripted");
  const notes = [...document.querySelectorAll(".note")];
  const stories = [...document.querySelectorAll(".story")];
  const lines = [...document.querySelectorAll("tr[data-article]")];
  const box = $("q"), hits = $("hits"), nothing = document.querySelector(".nothing");
  const fields = {rule: "rule", sev: "sev", severity: "sev", family: "family", is: "is"};

  // ---- the query: field:value and words; a minus takes away; same fields are alternatives
  const parse = text => {
    const terms = [];
    for (const [, minus, field, quoted, plain] of
        text.matchAll(/(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))/g)) {
      const value = (quoted ?? plain ?? "").toLowerCase();
      const known = field && (fields[field] || field === "file" || field === "text");
      if (value) terms.push({minus: !!minus, field: known ? field : "text",
        value: field && !known ? field + ":" + value : value});
    }
    return terms;
  };
  const words = new WeakMap();
  const textOf = note => {
    if (!words.has(note)) {
      const row = note.closest(".row");
      const marks = row ? [...row.querySelectorAll(`mark[data-f~="${note.dataset.n}"]`)] : [];
      words.set(note, [note.querySelector(".message"), note.querySelector(".try"), ...marks]
        .map(one => one ? one.textContent : "").join(" ").toLowerCase());
    }
    return words.get(note);
  };
  const holds = (element, term) => {
    if (term.field === "file") {
      const owner = element.closest("[data-file]");
      return owner.dataset.file.toLowerCase().includes(term.value);
    }
    if (term.field === "text") return element.matches(".note")
      ? textOf(element).includes(term.value) : element.dataset.file.toLowerCase().includes(term.value);
    const data = element.dataset[fields[term.field]];
    if (data === undefined) return true;
    return data.toLowerCase().split(" ").some(word => word.startsWith(term.value) ||
      (term.field === "rule" && word.includes(term.value)));
  };
  const matcher = terms => {
    const groups = new Map();
    for (const term of terms) {
      if (term.field === "is" && term.value === "found") continue;
      const key = term.minus || term.field === "text" ? Symbol() : term.field;
      groups.set(key, [...(groups.get(key) || []), term]);
    }
    const all = [...groups.values()];
    return element => all.every(group => group.some(term => holds(element, term) !== term.minus));
  };

  let visible = notes;
  const apply = () => {
    const terms = parse(box.value), matches = matcher(terms), narrow = terms.length > 0;
    const kept = new Set(), told = new Set();
    visible = [];
    for (const note of notes) {
      const stays = !narrow || matches(note);
      note.classList.toggle("out", !stays);
      if (!stays) continue;
      visible.push(note);
      kept.add(note.closest(".row"));
      told.add(note.closest(".story").id);
    }
    for (const row of document.querySelectorAll(".row, .left-out"))
      row.classList.toggle("out", narrow && !kept.has(row));
    for (const story of stories)
      story.classList.toggle("out", narrow && !told.has(story.id));
    let listed = 0;
    for (const line of lines) {
      const stays = !narrow || (notes.length ? told.has(line.dataset.article) : matches(line));
      line.classList.toggle("out", !stays);
      listed += stays;
    }
    const format = n => n.toLocaleString("en");
    hits.textContent = notes.length || !lines.length
      ? (narrow ? format(visible.length) + " of " : "") + format(notes.length) + " findings"
      : (narrow ? format(listed) + " of " : "") + format(lines.length) + " articles";
    nothing.hidden = !narrow || visible.length > 0 || (!notes.length && listed > 0);
    for (const chip of document.querySelectorAll("[data-toggle]"))
      chip.setAttribute("aria-pressed", String(has(chip.dataset.toggle)));
  };
  const has = part => (" " + box.value + " ").includes(" " + part + " ");

  // ---- the address: #anchor?q=query
  const anchor = () => decodeURIComponent(location.hash.slice(1).split("?")[0]);
  const remember = name => {
    const query = box.value.trim() ? "?q=" + encodeURIComponent(box.value.trim()) : "";
    const hash = name || query ? "#" + name + query : location.pathname + location.search;
    history.replaceState(null, "", hash);
  };
  const recall = () => {
    const query = new URLSearchParams(location.hash.split("?")[1] || "").get("q");
    if (query !== null || !location.hash) box.value = query || "";
    apply();
    const name = anchor();
    if (name) go($(name), false);
  };

  // ---- going places
  let current = null;
  const go = (element, focus = true) => {
    if (!element) return;
    if (element.matches("details")) element.open = true;
    const hidden = element.closest(".out");
    if (hidden) { box.value = ""; apply(); }
    if (current) current.classList.remove("current");
    for (const mark of document.querySelectorAll("mark.on")) mark.classList.remove("on");
    if (element.matches(".note")) {
      current = element;
      element.classList.add("current");
      const row = element.closest(".row");
      if (row) for (const mark of row.querySelectorAll(`mark[data-f~="${element.dataset.n}"]`))
        mark.classList.add("on");
    }
    element.scrollIntoView({block: element.matches(".note") ? "center" : "start"});
    if (focus) element.focus({preventScroll: true});
  };
  const step = (list, by, at) => {
    const from = list.indexOf(at);
    const next = list[from < 0 ? (by > 0 ? 0 : list.length - 1) : from + by];
    if (next) { go(next); remember(next.id); }
  };
  const articles = () => stories.filter(story => !story.classList.contains("out"));
  const here = () => {
    if (current && !current.closest(".out")) return current.closest(".story");
    return articles().filter(one => one.getBoundingClientRect().top < 100).pop() || null;
  };
  const toggle = part => {
    box.value = has(part) ? (" " + box.value + " ").replace(" " + part + " ", " ").trim()
      : (box.value.trim() + " " + part).trim();
    apply(); remember(anchor());
  };

  // ---- copying
  const say = text => {
    const toast = $("toast");
    toast.textContent = text;
    toast.classList.add("up");
    clearTimeout(say.timer);
    say.timer = setTimeout(() => toast.classList.remove("up"), 2500);
  };
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say("Suppression copied; write down the reason in dragoman.toml");
  };

  // ---- events
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { apply(); remember(anchor()); }, 120);
  });
  document.addEventListener("click", event => {
    const target = event.target.closest("[data-toggle], .copy, #help-open, #clear, a[href^='#']");
    if (!target) return;
    if (target.dataset.toggle) toggle(target.dataset.toggle);
    else if (target.matches(".copy")) copy(target.dataset.copy);
    else if (target.id === "help-open") $("help").showModal();
    else if (target.id === "clear") { box.value = ""; apply(); remember(""); }
    else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const name = target.getAttribute("href").slice(1);
      event.preventDefault();
      history.pushState(null, "", location.href);
      go($(name)); remember(name);
    }
  });
  const light = event => {
    for (const word of document.querySelectorAll(".w.lit")) word.classList.remove("lit");
    const word = event.target.closest && event.target.closest(".w");
    if (!word) return;
    for (const number of word.dataset.w.split(" "))
      for (const one of word.closest(".row").querySelectorAll(`[data-w~="${number}"]`))
        one.classList.add("lit");
  };
  document.addEventListener("pointerover", light);
  const keys = {
    j: () => step(visible, 1, current), k: () => step(visible, -1, current),
    n: () => { const at = here(); current = null; step(articles(), 1, at); },
    p: () => { const at = here(); current = null; step(articles(), -1, at); },
    o: () => { const one = current && current.querySelector("details"); if (one) one.open = !one.open; },
    "/": () => { box.focus(); box.select(); },
    "?": () => $("help").showModal(),
    Escape: () => { if (box.value) { box.value = ""; apply(); remember(anchor()); } },
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target === box) {
      if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); box.blur(); }
      return;
    }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  addEventListener("hashchange", recall);
  addEventListener("popstate", recall);
  recall();
})();

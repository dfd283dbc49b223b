"use strict";
(() => {
  const $ = id => document.getElementById(id);
  const box = $("q"), hits = $("hits"), nothing = document.querySelector(".nothing");
  const lines = [...document.querySelectorAll("tr[data-article]")];

  // ---- what there is: the index names every finding, laid out or not
  const stories = JSON.parse($("index").textContent).map(story => ({...story, element: $(story.story),
    notes: story.notes.map(([id, rule, sev, family, is, text]) => ({id, rule, sev, family, is, text}))}));
  const notes = stories.flatMap(story => story.notes.map(note => Object.assign(note, {story})));
  const byId = new Map(notes.map(note => [note.id, note]));
  const byStory = new Map(stories.map(story => [story.story, story]));
  const inPage = stories.some(story => story.element);

  // ---- laying out: an article of a large run waits as text until it is near
  const lay = story => {
    const raw = story.element && story.element.querySelector(":scope > noscript");
    if (!raw) return;
    story.element.innerHTML = raw.textContent;
    story.element.style.minHeight = "";
    sift(story);
  };
  const waiting = story => story.element && story.element.firstElementChild?.localName === "noscript";
  const size = story => {  // a guess at the height, so that the scroll bar is about right
    if (waiting(story)) story.element.style.minHeight =
      (narrow ? 240 + 150 * story.kept.length : 260 + 80 * story.rows + 60 * story.notes.length) + "px";
  };
  const near = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) {
      near.unobserve(entry.target);
      lay(byStory.get(entry.target.id));
    }
  }, {rootMargin: "1200px"});

  // ---- the query: field:value and words; a minus takes away; same fields are alternatives
  const fields = {rule: "rule", sev: "sev", severity: "sev", family: "family", is: "is",
    file: "file", text: "text"};
  const parse = query => {
    const terms = [];
    for (const [whole, minus, field, quoted, plain] of
        query.matchAll(/(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))/g)) {
      const value = (quoted ?? plain ?? "").toLowerCase();
      if (!value || whole === "is:found") continue;
      const known = fields[field];
      terms.push({minus: !!minus, field: known || "text",
        value: field && !known ? field + ":" + value : value});
    }
    return terms;
  };
  const holds = (note, {field, value}) => {
    if (field === "text") return note.text.includes(value) || note.story.file.includes(value);
    if (field === "file") return note.story.file.includes(value);
    return note[field].split(field === "rule" ? /[ -]/ : " ").some(word => word.startsWith(value)) ||
      (value.includes("-") && note[field].includes(value));
  };
  const matcher = terms => {
    const groups = new Map();
    for (const term of terms) {
      const key = term.minus || term.field === "text" ? Symbol() : term.field;
      groups.set(key, [...(groups.get(key) || []), term]);
    }
    const all = [...groups.values()];
    return note => all.every(group => group.some(term => holds(note, term) !== term.minus));
  };

  let narrow = false, visible = notes, unfolded = false;
  const more = document.querySelector(".more");
  const listing = document.querySelectorAll("tbody:not(.more) > tr").length;
  const sift = story => {  // show in an article what the query kept
    if (!story.element || waiting(story)) return;
    const kept = new Set(story.kept.map(note => note.id));
    const rows = new Set();
    for (const note of story.element.querySelectorAll(".note")) {
      const stays = kept.has(note.id);
      note.classList.toggle("out", !stays);
      if (stays) rows.add(note.closest(".row"));
    }
    for (const row of story.element.querySelectorAll(".row"))
      row.classList.toggle("out", narrow && !rows.has(row));
  };
  const format = number => number.toLocaleString("en");
  const apply = () => {
    const matches = matcher(parse(box.value));
    const before = narrow;
    narrow = box.value.trim() !== "";
    visible = narrow ? notes.filter(matches) : notes;
    for (const story of stories) story.kept = [];
    for (const note of visible) note.story.kept.push(note);
    for (const story of stories) {
      const stays = !narrow || story.kept.length > 0;
      story.stays = stays;
      if (!story.element) continue;
      story.element.classList.toggle("out", !stays);
      if (stays && (narrow || before)) sift(story);
      if (stays) size(story);
    }
    const query = narrow ? "#?q=" + encodeURIComponent(box.value.trim()) : "";
    let listed = 0;
    for (const line of lines) {
      const story = byStory.get(line.dataset.article);
      if (story.stays) listed += 1;
      line.classList.toggle("out", !story.stays || (narrow && !unfolded && listed > listing));
      if (story.href) line.querySelector("a").href = story.href + query;
    }
    if (more) more.classList.toggle("all", narrow || unfolded);
    hits.textContent = narrow ? format(visible.length) + " of " + format(notes.length) + " shown" : "";
    nothing.hidden = !narrow || visible.length > 0;
    for (const chip of document.querySelectorAll("[data-toggle]"))
      chip.setAttribute("aria-pressed", String(has(chip.dataset.toggle)));
  };
  const has = part => (" " + box.value + " ").includes(" " + part + " ");
  const ask = query => { box.value = query; apply(); };

  // ---- the address: #anchor?q=query
  const anchor = () => decodeURIComponent(location.hash.slice(1).split("?")[0]);
  const remember = name => {
    const query = box.value.trim() ? "?q=" + encodeURIComponent(box.value.trim()) : "";
    history.replaceState(null, "", name || query ? "#" + name + query : location.pathname + location.search);
  };
  const recall = () => {
    ask(new URLSearchParams(location.hash.split("?")[1] || "").get("q") || "");
    if (anchor()) go(anchor(), false);
  };

  // ---- going places
  let current = null;
  const owner = name => byId.get(name)?.story || byStory.get(name) || byStory.get(name.replace(/-\d+$/, ""));
  const go = (name, focus = true) => {
    const story = owner(name);
    if (story) lay(story);
    const element = $(name);
    if (!element) return;
    if (element.matches("details")) element.open = true;
    if (element.closest(".out")) ask("");
    for (const old of document.querySelectorAll(".note.current, mark.on")) old.classList.remove("current", "on");
    current = byId.get(name) || null;
    if (current) {
      element.classList.add("current");
      for (const mark of element.closest(".row")?.querySelectorAll(`mark[data-f~="${element.dataset.n}"]`) || [])
        mark.classList.add("on");
    }
    element.scrollIntoView({block: current ? "center" : "start"});
    if (focus) element.focus({preventScroll: true});
  };
  const step = (list, by, at) => {
    const from = list.indexOf(at);
    const next = from < 0 ? list[by > 0 ? 0 : list.length - 1] : list[from + by];
    if (next) { go(next); remember(next); }
  };
  const ids = () => visible.map(note => note.id);
  const shown = () => stories.filter(story => story.element && story.stays).map(story => story.story);
  const here = () => current ? current.story.story :
    shown().filter(name => $(name).getBoundingClientRect().top < 150).pop();
  const toggle = part => {
    ask(has(part) ? (" " + box.value + " ").replace(" " + part + " ", " ").trim()
      : (box.value.trim() + " " + part).trim());
    remember(anchor());
  };

  // ---- copying
  let timer;
  const say = text => {
    const toast = $("toast");
    toast.textContent = text;
    toast.classList.add("up");
    clearTimeout(timer);
    timer = setTimeout(() => toast.classList.remove("up"), 2500);
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
  let typing;
  box.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => { apply(); remember(anchor()); }, 120);
  });
  document.addEventListener("click", event => {
    const target = event.target.closest("[data-toggle], .copy, #help-open, #clear, #all, a[href^='#']");
    if (!target) return;
    if (target.dataset.toggle) toggle(target.dataset.toggle);
    else if (target.matches(".copy")) copy(target.dataset.copy);
    else if (target.id === "help-open") $("help").showModal();
    else if (target.id === "all") { unfolded = true; target.hidden = true; apply(); }
    else if (target.id === "clear") { ask(""); remember(""); }
    else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      history.pushState(null, "", location.href);
      const name = target.getAttribute("href").slice(1);
      go(name); remember(name);
    }
  });
  document.addEventListener("pointerover", event => {
    for (const word of document.querySelectorAll(".w.lit")) word.classList.remove("lit");
    const word = event.target.closest?.(".w");
    for (const number of word ? word.dataset.w.split(" ") : [])
      for (const one of word.closest(".row").querySelectorAll(`[data-w~="${number}"]`))
        one.classList.add("lit");
  });
  const keys = {
    j: () => step(ids(), 1, current?.id), k: () => step(ids(), -1, current?.id),
    n: () => step(shown(), 1, here()), p: () => step(shown(), -1, here()),
    o: () => { const one = current && $(current.id).querySelector("details"); if (one) one.open = !one.open; },
    "/": () => { box.focus(); box.select(); },
    "?": () => $("help").showModal(),
    Escape: () => { if (narrow) { ask(""); remember(anchor()); } },
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
  addEventListener("beforeprint", () => stories.forEach(lay));
  if (!inPage) document.querySelector("[data-toggle='is:found']").hidden = true;
  recall();
  for (const story of stories) if (waiting(story)) near.observe(story.element);
})();

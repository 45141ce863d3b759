(() => {
  const find = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(find(id).textContent);
  const about = read("about");
  const claims = read("claims").map((claim, at) => ({ ...claim, at }));
  const { state, say, term, count, make, label, card, flowName, flat } = drawing(about, claims);
  const article = find("text"), margin = find("margin"), cards = find("cards");

  // Marks: stretches of text with the claims over them, and where each passage begins
  const stretches = [...article.querySelectorAll(".m")].map((node) => ({ node, styles: node.className, over: node.dataset.c.split(" ").map(Number) }));
  const over = new Map(stretches.map(({ node, over }) => [node, over]));
  const nodes = claims.map(() => []);
  for (const { node, over } of stretches) for (const at of over) nodes[at].push(node);
  const begins = new Map();
  for (const { node } of stretches)
    for (const name of (node.dataset.b || "").split(" ")) if (name) begins.set(name, node);
  const places = claims
    .flatMap((claim) => claim.spans.map(([start, end], passage) => ({ claim, passage, start, end })))
    .filter(({ claim, passage }) => begins.has(claim.at + "." + passage))
    .sort((a, b) => a.start - b.start || b.end - a.end || a.claim.at - b.claim.at);

  // Filters
  // A relation's flow is one of the first codebook's.
  const book = Object.keys(about.terms)[0] || "";
  const flowsOf = ({ kind, row }) => kind === "annotations" ? (row.flows || [0]).map((flow) => row.codebook + "." + flow)
    : kind === "relations" && row.flow !== undefined ? [book + "." + row.flow] : null;
  const only = (kinds, key) => ({ kind, row }) => kinds.includes(kind) && row[key] !== undefined ? [row[key]] : null;
  const flowLabel = (value) => {
    const at = value.lastIndexOf("."), flow = value.slice(at + 1), codebook = value.slice(0, at);
    return flow === "0" ? say("flow_none") : codebook ? `${flow} · ${flowName(codebook, flow)}` : say("flow", { flow });
  };
  const flowChip = (value, more = "") => {
    const flow = Number(value.slice(value.lastIndexOf(".") + 1));
    return make("span", { class: `${more}chip flow-${Math.min(flow, about.hues)}`, "aria-hidden": "true" }, make("b", { text: flow ? String(flow) : "–" }));
  };
  const named = (family) => (value) => term(family, value);
  const FACETS = {
    kind: { of: ({ kind }) => [kind], name: named("kinds"), heading: "filter", order: about.kinds },
    flow: { of: flowsOf, name: flowLabel, heading: "filter_flows" },
    category: { of: only(["annotations"], "category"), name: named("category"), heading: "filter_categories", more: true },
    figure: { of: only(["figures"], "kind"), name: named("figure_kind"), heading: "filter_units", more: true },
    entity: { of: only(["entities"], "kind"), name: named("entity"), heading: "filter_names", more: true },
    stance: { of: only(["relations", "indicators"], "stance"), name: named("stance"), heading: "filter_stances", more: true },
  };
  for (const facet of Object.values(FACETS)) {
    facet.off = new Set();
    facet.totals = new Map();
    for (const claim of claims) for (const value of facet.of(claim) || [])
      facet.totals.set(value, (facet.totals.get(value) || 0) + 1);
    const rank = (value) => facet.order ? facet.order.indexOf(value) : -facet.totals.get(value);
    facet.values = [...facet.totals.keys()].sort((a, b) =>
      facet === FACETS.flow ? (a < b ? -1 : 1) : rank(a) - rank(b) || (a < b ? -1 : 1));
  }
  const fits = (claim) => Object.values(FACETS).every((facet) => {
    const values = facet.of(claim);
    return !values || values.some((value) => !facet.off.has(value));
  });
  let shown = new Set(claims);
  const choose = () => {
    shown = new Set(claims.filter(fits));
    for (const stretch of stretches) {
      const styles = new Set(stretch.over.filter((at) => shown.has(claims[at])).flatMap((at) => claims[at].style.split(" ")));
      const wanted = ["m", ...styles].join(" ");
      if (stretch.styles === wanted) continue;
      stretch.styles = wanted;
      stretch.node.className = wanted + (stretch.node.classList.contains("on") ? " on" : "");
    }
    tellShown();
  };

  const open = new Set();
  const drawFacet = (facet) => facet.values.length < 2 && facet !== FACETS.kind ? null : make("fieldset", {},
    make("legend", { text: say(facet.heading) }),
    facet.values.map((value) => {
      const box = make("input", { type: "checkbox" });
      box.checked = !facet.off.has(value);
      box.addEventListener("change", () => {
        if (box.checked) facet.off.delete(value); else facet.off.add(value);
        choose();
      });
      const swatch = facet === FACETS.kind ? make("span", { class: "swatch m " + value + (value === "annotations" ? " flow-2" : ""), "aria-hidden": "true", text: "ab" })
        : facet === FACETS.flow ? flowChip(value, "swatch ") : null;
      const only = make("button", { type: "button", class: "only", text: say("only") });
      only.addEventListener("click", () => {
        facet.off = new Set(facet.values.filter((other) => other !== value));
        drawFilters();
        choose();
      });
      return make("div", { class: "choice" }, make("label", {}, box, swatch,
        make("span", { text: facet.name(value).replace(/^\d+ · /, "") })), only,
        make("span", { class: "number", text: count(facet.totals.get(value)) }));
    }));
  const drawFilters = () => {
    const all = Object.values(FACETS);
    const more = make("details", {}, make("summary", { text: say("filter_more") }), all.filter((facet) => facet.more).map(drawFacet));
    more.open = open.has("more");
    more.addEventListener("toggle", () => more.open ? open.add("more") : open.delete("more"));
    const reset = make("button", { type: "button", text: say("reset") });
    reset.addEventListener("click", () => {
      for (const facet of all) facet.off.clear();
      drawFilters();
      choose();
    });
    find("filters").replaceChildren(...all.filter((facet) => !facet.more).map(drawFacet).filter(Boolean),
      ...(more.childElementCount > 1 ? [more] : []), reset);
  };
  const lines = new Map();
  const headings = [...article.querySelectorAll("h3")];
  const drawOutline = () => {
    lines.clear();
    const rows = claims.map((claim) => {
      const [title, more] = label(claim);
      const button = make("button", { type: "button", class: claim.style, "data-claim": claim.at },
        make("b", { text: title }), " ", make("span", { text: more }));
      lines.set(claim.at, button);
      return [claim.spans[0][0], make("li", {}, button)];
    });
    const titles = headings.map((heading, number) => [Number(heading.dataset.at),
      make("li", {}, make("button", { type: "button", class: "heading", "data-heading": number, text: flat(heading.textContent) }))]);
    // A heading stands ahead of the claims in it.
    find("outline").replaceChildren(...[...titles, ...rows].sort((a, b) => a[0] - b[0]).map(([, row]) => row));
    tellShown();
    if (held) mark(held);
  };
  const tellShown = () => {
    for (const claim of claims) lines.get(claim.at).parentElement.hidden = !shown.has(claim);
    find("status").textContent = !claims.length ? say("nothing_found") : shown.size
      ? say("shown", { shown: count(shown.size), total: count(claims.length) }) : say("nothing_shown");
  };

  // The card beside the text
  let held = null, pinned = false;
  const mark = (place) => {
    for (const node of article.querySelectorAll(".on")) node.classList.remove("on", "now");
    for (const line of lines.values()) line.removeAttribute("aria-current");
    if (!place) return;
    for (const node of nodes[place.claim.at]) node.classList.add("on");
    const line = lines.get(place.claim.at);
    if (line) {
      line.setAttribute("aria-current", "true");
      const list = find("outline"), box = line.getBoundingClientRect(), frame = list.getBoundingClientRect();
      if (box.top < frame.top || box.bottom > frame.bottom) list.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };
  const button = (text, name, act) => {
    const made = make("button", { type: "button", text, title: say(name), "aria-label": say(name) });
    made.addEventListener("click", act);
    return made;
  };
  const put = (pressed, quote, start, end) => {
    const area = make("textarea", { class: "away" });
    area.value = `${quote}\n${about.capture} ${start}-${end}`;
    document.body.append(area);
    area.select();
    if (document.execCommand("copy")) pressed.textContent = say("card_copied");
    area.remove();
  };
  const copy = (pressed, claim, passage) => put(pressed, claim.quotes[passage], ...claim.spans[passage]);
  const turn = (claim, passage, by) => {
    const total = claim.spans.length;
    go(places.find((place) => place.claim === claim && place.passage === (passage + by + total) % total), true);
  };
  const close = () => {
    pinned = false;
    held = null;
    mark(null);
    cards.hidden = true;
    cards.replaceChildren();
    find("legend").classList.remove("under");
  };
  const beside = (node) => {
    if (getComputedStyle(cards).position !== "absolute") return;
    const bar = 56, top = margin.getBoundingClientRect().top, at = node.getBoundingClientRect().top;
    const lowest = innerHeight - cards.offsetHeight - 16;
    cards.style.top = Math.max(0, Math.max(bar, Math.min(at - 12, lowest)) - top) + "px";
    find("legend").classList.toggle("under", cards.offsetTop < find("legend").offsetTop + find("legend").offsetHeight);
  };
  const show = (place, node = begin(place)) => {
    held = place;
    mark(place);
    const others = [...new Set(over.get(node) || [])].map((at) => claims[at])
      .filter((claim) => claim !== place.claim && shown.has(claim));
    const also = others.length ? make("nav", { class: "also" }, make("h4", { text: say("card_others") }),
      make("ul", {}, others.map((claim) => {
        const [title, more] = label(claim);
        const choice = make("button", { type: "button", class: claim.style }, make("span", { class: "kind", text: say("one." + claim.kind) }), " ", make("b", { text: title }), " ", more);
        choice.addEventListener("click", () => { pinned = true; show(placeOver(claim, node), node); });
        return make("li", {}, choice);
      }))) : null;
    cards.replaceChildren(card(place.claim, place.passage, { button, close, turn, copy }), ...(also ? [also] : []));
    cards.classList.toggle("pinned", pinned);
    cards.hidden = false;
    beside(node);
  };
  // Which of a claim's passages a stretch belongs to: the last that begins at or before it.
  const rank = new Map(stretches.map(({ node }, number) => [node, number]));
  const begin = (place) => begins.get(place.claim.at + "." + place.passage);
  const placeOver = (claim, node) => {
    const own = places.filter((place) => place.claim === claim);
    const before = own.filter((place) => rank.get(begin(place)) <= rank.get(node));
    return before[before.length - 1] || own[0];
  };
  const placesOver = (node) => over.get(node).filter((at) => shown.has(claims[at])).map((at) => placeOver(claims[at], node));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || document.body.classList.contains("long");
  const go = (place, focus) => {
    if (!place) return;
    pinned = true;
    const node = begin(place), far = Math.abs(node.getBoundingClientRect().top) > innerHeight;
    node.scrollIntoView({ block: "center", behavior: calm || far ? "auto" : "smooth" });
    if (focus) { node.tabIndex = -1; node.setAttribute("aria-describedby", "cards"); node.focus({ preventScroll: true }); }
    show(place, node);
    // Once more where a smooth scroll ends.
    if (!calm && !far) setTimeout(() => { if (held === place) beside(node); }, 400);
    history.replaceState(null, "", "#c-" + place.claim.row.id);
  };
  const step = (by) => {
    const fitting = places.filter((place) => shown.has(place.claim));
    if (!fitting.length) return;
    const now = held ? fitting.indexOf(held) : -1;
    const top = fitting.findIndex((place) => begin(place).getBoundingClientRect().top > 60);
    const next = now >= 0 ? now + by : by > 0 ? Math.max(top, 0) : top - 1;
    go(fitting[(next + fitting.length) % fitting.length], true);
  };

  const { search, seek, tellHits, tellSelected } = finding(article, { find, say, count, put });

  // Checks: the figures of each, as ways into the text
  const drawInputs = () => {
    for (const list of document.querySelectorAll(".inputs")) {
      const numbers = list.dataset.figures.split(" ").filter(Boolean).map(Number);
      list.replaceChildren(...numbers.map((number) => {
        const [title, more] = label(claims[number]);
        const jump = make("button", { type: "button", class: "jump" }, make("b", { text: title }), " ", more);
        jump.addEventListener("click", () => go(places.find((place) => place.claim === claims[number]), true));
        return make("li", {}, jump, make("span", { class: "soft", text: " “" + flat(claims[number].quotes[0]).slice(0, 120) + "”" }));
      }));
    }
  };

  const speak = (language) => {
    state.language = Math.max(0, about.languages.indexOf(language));
    document.documentElement.lang = about.languages[state.language];
    for (const node of document.querySelectorAll("[data-t]"))
      node.textContent = say(node.dataset.t.replace(/^reading\./, ""), JSON.parse(node.dataset.v || "{}"));
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", say(node.dataset.label));
      node.title = say(node.dataset.label);
    }
    for (const node of document.querySelectorAll("[data-placeholder]"))
      node.placeholder = say(node.dataset.placeholder);
    for (const node of document.querySelectorAll("[data-speak]"))
      node.setAttribute("aria-pressed", String(node.dataset.speak === about.languages[state.language]));
    for (const node of document.querySelectorAll("[data-flow]"))
      node.lastElementChild.textContent = flowLabel(node.dataset.flow).replace(/^\d+ · /, "");
    find("flow-key").replaceChildren(...FACETS.flow.values.map((value) => make("li", {},
      flowChip(value), " ", flowLabel(value).replace(/^\d+ · /, ""))));
    drawFilters();
    drawOutline();
    drawInputs();
    tellHits();
    if (held) show(held);
  };

  // Hearing
  let waiting = 0, choosing = 0;
  const soon = (act, delay) => { clearTimeout(waiting); waiting = setTimeout(act, delay); };
  const claimUnder = (target) => {
    const anchor = target.closest(".anchor");
    if (anchor && anchor.hash) return { place: places.find((place) => place.claim.at === Number(anchor.hash.slice(6))), node: anchor };
    const node = target.closest(".m");
    const found = node ? placesOver(node) : [];
    return found.length ? { place: found[0], all: found, node } : null;
  };
  article.addEventListener("pointerover", (event) => {
    if (pinned || event.pointerType !== "mouse") return;
    const found = claimUnder(event.target);
    if (found && found.place && found.place !== held) soon(() => { if (!pinned) show(found.place, found.node); }, 90);
  });
  article.addEventListener("pointerleave", () => clearTimeout(waiting));
  article.addEventListener("click", (event) => {
    clearTimeout(waiting);
    if (event.target.closest("a[href]") || String(getSelection())) return;
    const found = claimUnder(event.target);
    if (!found || !found.place) { close(); return; }
    // Clicking again goes on to the next claim that covers the place.
    const now = pinned && found.all ? found.all.indexOf(held) : -1;
    const place = found.all ? found.all[(now + 1) % found.all.length] : found.place;
    pinned = true;
    show(place, found.node);
    history.replaceState(null, "", "#c-" + place.claim.row.id);
  });
  find("outline").addEventListener("click", (event) => {
    const title = event.target.closest("[data-heading]");
    if (title) { draw(false); headings[title.dataset.heading].scrollIntoView(); return; }
    const line = event.target.closest("[data-claim]");
    if (!line) return;
    draw(false);
    go(places.find((place) => place.claim.at === Number(line.dataset.claim)));
  });
  const draw = (out) => {
    find("side").classList.toggle("out", out);
    find("drawer").setAttribute("aria-expanded", String(out));
  };
  find("drawer").addEventListener("click", () => draw(!find("side").classList.contains("out")));
  find("query").addEventListener("input", () => soon(search, 150));
  find("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); if (hits.length) seek(event.shiftKey ? -1 : 1); else search(); }
  });
  find("search").addEventListener("submit", (event) => event.preventDefault());
  find("filters").addEventListener("submit", (event) => event.preventDefault());
  find("next").addEventListener("click", () => seek(1));
  find("previous").addEventListener("click", () => seek(-1));
  find("languages").addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-speak]");
    if (pressed) speak(pressed.dataset.speak);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { draw(false); close(); if (event.target === find("query")) { event.target.value = ""; search(); event.target.blur(); } return; }
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") { event.preventDefault(); find("query").focus(); }
  });
  document.addEventListener("selectionchange", () => { clearTimeout(choosing); choosing = setTimeout(tellSelected, 200); });
  addEventListener("resize", () => { if (held) beside(begin(held)); });

  // An address may say what to show: #c-ID, #lang=zh, #q=words.
  const follow = () => {
    const name = decodeURIComponent(location.hash.slice(1)), [key, value = ""] = name.split("=");
    if (key === "lang") speak(value);
    if (key === "q") { find("query").value = value; search(); }
    if (name.startsWith("c-")) go(places.find((place) => place.claim.row.id === name.slice(2)), true);
  };
  addEventListener("hashchange", follow);
  for (const id of ["side", "margin", "search", "languages", "drawer"]) find(id).hidden = false;
  speak(document.documentElement.dataset.language || ((navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en"));
  follow();
})();

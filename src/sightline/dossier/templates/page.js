"use strict";
(() => {
  const PAGE = 100;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const about = read("about");
    const find = (id) => document.getElementById(id);

  const text = (value) => value === null || value === undefined ? ""
    : typeof value === "string" ? value : JSON.stringify(value);
  const first = (values, role) => (about.columns[role] || [])
    .map((header) => text(values[about.headers.indexOf(header)]).trim()).find(Boolean) || "";
  const strongest = (hits) => hits.reduce((best, hit) => {
    const order = (each) => about.outcomes.indexOf(each.tier) * 10 - (each.score || 0);
    return best && order(best) <= order(hit) ? best : hit;
  }, null);
  const rows = read("data").map(([number, outcome, values = [], hits = [], near = [], extra = null], at) => ({
    at, number, outcome, values, hits, near, extra, best: strongest(hits),
    tier: about.outcomes[outcome], name: first(values, "name"), country: first(values, "country"), haystack: null,
  }));

  const state = {
    language: 0, query: "", sort: "tier", page: 0,
    shown: new Set(about.outcomes), open: new Set(),
  };

  // Words
  const say = (key, given = {}) =>
    about.words[key][state.language].replace(/\{(\w+)\}/g, (whole, name) => name in given ? given[name] : whole);
  const term = (family, value) =>
    (about.words[family + "." + value] || [])[state.language] || text(value).replace(/_/g, " ");
  const count = (value) => value.toLocaleString("en-US");
  // A score under 1 never reads as certainty.
  const score = (value) => value < 1 && value >= 0.995 ? ">0.99" : value.toFixed(2);
  const title = (dataset) => Object.hasOwn(about.datasets, dataset) ? about.datasets[dataset] : dataset;

  // Drawing: values only ever become text, and only http(s) addresses become links.
  const make = (tag, given = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(given)) {
      if (key === "text") node.textContent = value;
      else if (key === "class") node.className = value;
      else if (value !== null) node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  };
  const badge = (tier) => make("span", { class: "badge " + tier },
    make("span", { "aria-hidden": "true", text: about.marks[tier] }), " " + term("tier", tier));
  const safe = (address) => /^https?:\/\/[^\s<>"\\^`{|}]+$/i.test(address);
  const link = (address, label) => safe(address)
    ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank", title: address, text: label })
    : make("span", { text: label + ": " + address });

  const cite = (given, hit) => {
    const parts = [];
    const add = (piece) => parts.push(parts.length ? " · " : "", piece);
    const dataset = given.dataset || hit.dataset;
    if (dataset) add(title(dataset));
    if (given.capture) add(say("cite.capture", { ...given, capture: given.capture.slice(0, 12) }));
    for (const key of ["record", "section", "note", "page", "cell", "as_of"])
      if (key in given) add(say("cite." + key, { [key]: text(given[key]) }));
    if (given.url) add(link(given.url, say("cite.source")));
    if (given.archive_url) add(link(given.archive_url, say("cite.archive")));
    for (const address of given.more_urls || []) add(link(address, say("cite.more")));
    return make("li", {},
      given.quote ? make("q", { text: given.quote }) : null, ...parts,
      given.source ? make("span", { class: "doubt", text: say("cite.stated_by") + ": " + text(given.source) }) : null,
      given.doubt ? make("span", { class: "doubt", text: say("cite.doubt") + ": " + text(given.doubt) }) : null);
  };
  const cites = (list, hit) => make("ol", { class: "cites" }, ...list.map((each) => cite(each, hit)));

  const bar = (weight, most) => {
    if (typeof weight !== "number") return "";
    const fill = make("span", { class: weight < 0 ? "fill against" : "fill" });
    fill.style.width = (Math.abs(weight) / most) * 50 + "%";
    return make("div", { class: "bar" },
      make("span", { class: "track", "aria-hidden": "true" }, fill),
      make("span", { class: "n", text: (weight > 0 ? "+" : weight < 0 ? "−" : "") + Math.abs(weight).toFixed(1) }));
  };
  const cell = (label, child, name = "") => make("td", { "data-label": label, class: name || null }, child);
  const why = (hit) => {
    if (!hit.reasons) return null;
    const most = Math.max(...hit.reasons.map((each) => Math.abs(each.weight || 0)));
    const heads = ["part", "yours", "theirs", "agreement", ...(most ? ["weight"] : [])];
    return make("table", { class: "why" },
      most ? make("caption", { text: say("card.reasons_note") }) : null,
      make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col", text: say("card." + head) })))),
      make("tbody", {}, ...hit.reasons.map((each) => make("tr", {},
        cell("", term("slot", each.slot)), cell(say("card.yours"), text(each.query)),
        cell(say("card.theirs"), text(each.target)), cell("", term("agreement", each.agreement)),
        most ? cell("", bar(each.weight, most)) : null))));
  };
  const path = (hit) => {
    if (!hit.path) return null;
    const node = (step, end, last) => make("span", {
      class: last ? "node end" : "node", text: text(step[end + "_caption"] || (step[end] === hit.entity ? hit.caption : step[end]) || step.literal),
    });
    return make("ol", { class: "steps" }, ...hit.path.map((step, at) => {
      const joined = at > 0 && hit.path[at - 1].to === step.from;
      return make("li", {},
        joined ? null : node(step, "from", false),
        make("div", { class: "tie " + (about.words["stance." + step.stance] ? step.stance : "") },
          make("b", { text: "↓ " + term("link", step.link) }), " ",
          step.stance ? make("span", { class: "stance", text: term("stance", step.stance) }) : null,
          step.date ? " " + text(step.date) : null,
          step.statement ? make("p", { lang: "en", text: step.statement }) : null,
          step.citations ? cites(step.citations, hit) : null),
        node(step, "to", at === hit.path.length - 1));
    }));
  };
  // What a step of the path cites already is not told twice.
  const proof = (hit) => {
    const told = new Set((hit.path || []).flatMap((step) => step.citations || []).map((each) => JSON.stringify(each)));
    const more = (hit.citations || []).filter((each) => !told.has(JSON.stringify(each)));
    if (more.length) return cites(more, hit);
    return told.size ? null : make("p", { class: "note", text: say("card.no_evidence") });
  };
  const section = (heading, body) => body ? [make("h4", { text: heading }), body] : [];
  const drawHit = (hit) => make("article", { class: "hit " + hit.tier },
    make("header", {}, badge(hit.tier), make("strong", { text: text(hit.caption) }),
      make("small", { text: title(hit.dataset) }),
      hit.stance ? make("span", { class: "stance", text: term("stance", hit.stance) }) : null,
      typeof hit.score === "number" ? make("small", { text: say("card.score", { score: score(hit.score) }) }) : null),
    hit.why ? make("p", { lang: "en", text: text(hit.why) }) : null,
    ...section(say("card.reasons"), why(hit)), ...section(say("card.path"), path(hit)),
    ...section(say("card.evidence"), proof(hit)));

  const own = (row) => {
    const pairs = about.headers.map((header, at) => [header, text(row.values[at])]).filter((pair) => pair[1] !== "");
    if (row.extra) pairs.push([say("card.extra"), text(row.extra)]);
    return make("dl", { class: "own" }, ...pairs.map(([header, value]) =>
      make("div", {}, make("dt", { text: header }), make("dd", { text: value, tabindex: value.length > 400 ? "0" : null }))));
  };
  const byTier = (hits) => [...hits].sort((a, b) =>
    about.outcomes.indexOf(a.tier) - about.outcomes.indexOf(b.tier) || (b.score || 0) - (a.score || 0));
  const drawCard = (row) => {
    const datasets = Object.values(about.datasets).join("; ");
    const near = row.near.length ? make("details", {},
      make("summary", { text: say("card.near", { count: row.near.length }) }), ...byTier(row.near).map(drawHit)) : null;
    return make("div", { class: "sheet " + row.tier },
      ...section(say("card.own"), own(row)), ...byTier(row.hits).map(drawHit),
      row.tier === "none" ? make("p", { class: "note hit", text: say("card.none", { datasets }) }) : null,
      row.tier === "unreadable" ? make("p", { class: "note hit" },
        say("tier.unreadable.means") + " ", make("a", { href: "#unreadable", text: say("unreadable.heading") })) : null,
      near);
  };

  const drawRow = (row) => {
    const id = "card-" + row.at, opened = state.open.has(row.at);
    const button = make("button", {
      type: "button", class: "name", "aria-expanded": String(opened), "aria-controls": id,
      text: row.name || say("rows.no_name"),
    });
    const others = row.hits.length - 1;
    const line = make("tr", { id: "row-" + row.number, class: opened ? "is-open" : null },
      cell(say("rows.row"), count(row.number), "n"), make("td", {}, button),
      cell("", row.country), make("td", {}, badge(row.tier)),
      make("td", {}, row.best ? text(row.best.caption) : "",
        others > 0 ? make("span", { class: "more", text: " +" + others }) : null),
      cell(say("rows.score"), row.best && typeof row.best.score === "number" ? score(row.best.score) : "", "n"));
    const holder = make("td", { colspan: "6" });
    const card = make("tr", { class: "card", id });
    card.append(holder);
    const show = () => {
      const isOpen = state.open.has(row.at);
      button.setAttribute("aria-expanded", String(isOpen));
      line.classList.toggle("is-open", isOpen);
      card.hidden = !isOpen;
      if (isOpen && !holder.firstChild) holder.append(drawCard(row));
    };
    button.addEventListener("click", () => {
      if (!state.open.delete(row.at)) state.open.add(row.at);
      show();
    });
    show();
    return [line, card];
  };

  // Choosing
  const fold = (value) => value.normalize("NFKC").toLowerCase();
  const haystack = (row) => row.haystack ??= fold([...row.values.map(text), text(row.extra),
    ...[...row.hits, ...row.near].flatMap((hit) => [text(hit.caption), text(hit.entity)])].join("\n"));
  const ORDERS = {
    tier: (a, b) => a.outcome - b.outcome || ((b.best && b.best.score) || 0) - ((a.best && a.best.score) || 0),
    row: () => 0,
    name: (a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
    score: (a, b) => ((b.best && b.best.score) || 0) - ((a.best && a.best.score) || 0),
  };
  const chosen = () => {
    const wanted = fold(state.query).split(/\s+/).filter(Boolean);
    return rows
      .filter((row) => state.shown.has(row.tier) && wanted.every((word) => haystack(row).includes(word)))
      .sort((a, b) => ORDERS[state.sort](a, b) || a.at - b.at);
  };

  let current = [], fitting = [];
  const draw = () => {
    fitting = chosen();
    const pages = Math.max(1, Math.ceil(fitting.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const first = state.page * PAGE;
    current = fitting.slice(first, first + PAGE);
    find("body").replaceChildren(...current.flatMap(drawRow));
    find("table").hidden = !current.length;
    find("status").textContent = current.length
      ? say("rows.showing", { first: count(first + 1), last: count(first + current.length), total: count(fitting.length) })
      : say("rows.empty");
    find("pager").hidden = pages < 2;
    find("page").textContent = say("rows.page", { page: count(state.page + 1), pages: count(pages) });
    find("previous").disabled = state.page === 0;
    find("next").disabled = state.page === pages - 1;
  };

  const totals = new Map();
  for (const row of rows) totals.set(row.tier, (totals.get(row.tier) || 0) + 1);
  const drawControls = () => {
    find("sort").replaceChildren(...Object.keys(ORDERS).map((key) => {
      const option = make("option", { value: key, text: say("rows.sort." + key) });
      option.selected = key === state.sort;
      return option;
    }));
    const boxes = about.outcomes.filter((tier) => totals.has(tier)).map((tier) => {
      const box = make("input", { type: "checkbox", value: tier });
      box.checked = state.shown.has(tier);
      box.addEventListener("change", () => {
        if (box.checked) state.shown.add(tier); else state.shown.delete(tier);
        state.page = 0;
        draw();
      });
      return make("label", {}, box, badge(tier), make("span", { class: "number", text: count(totals.get(tier)) }));
    });
    find("filters").replaceChildren(find("filters").firstElementChild, ...boxes);
  };

  const speak = (language) => {
    state.language = language === "zh" ? 1 : 0;
    document.documentElement.lang = language;
    for (const node of document.querySelectorAll("[data-t]"))
      node.textContent = say(node.dataset.t, JSON.parse(node.dataset.v || "{}"));
    for (const node of document.querySelectorAll("[data-label^='page.']"))
      node.setAttribute("aria-label", say(node.dataset.label));
    for (const button of document.querySelectorAll("[data-language]"))
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    drawControls();
    draw();
  };

  // Hearing
  const turn = (by) => () => {
    state.page += by;
    draw();
    find("rows-heading").focus();
    find("rows-heading").scrollIntoView();
  };
  let waiting = 0;
  find("query").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.query = event.target.value; state.page = 0; draw(); }, 120);
  });
  find("sort").addEventListener("change", (event) => { state.sort = event.target.value; state.page = 0; draw(); });
  find("controls").addEventListener("submit", (event) => event.preventDefault());
  find("previous").addEventListener("click", turn(-1));
  find("next").addEventListener("click", turn(1));
  find("reset").addEventListener("click", () => {
    Object.assign(state, { query: "", page: 0, shown: new Set(about.outcomes) });
    find("query").value = "";
    drawControls();
    draw();
  });
  find("open-all").addEventListener("click", () => { for (const row of current) state.open.add(row.at); draw(); });
  find("close-all").addEventListener("click", () => { state.open.clear(); draw(); });
  find("languages").addEventListener("click", (event) => {
    const button = event.target.closest("[data-language]");
    if (button) speak(button.dataset.language);
  });
  window.addEventListener("beforeprint", () => {
    for (const row of current) if (row.hits.length) state.open.add(row.at);
    draw();
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
  // An address may say what to show: #row-12, #lang=zh, #q=words.
  const follow = () => {
    const [key, value = ""] = decodeURIComponent(location.hash.slice(1)).split("=");
    const number = Number((/^row-(\d+)$/.exec(key) || [])[1]);
    if (key === "q") { state.query = value; find("query").value = value; draw(); }
    if (key === "lang" && (value === "en" || value === "zh")) speak(value);
    const at = number ? fitting.findIndex((row) => row.number === number) : -1;
    if (at >= 0) {
      state.page = Math.floor(at / PAGE);
      state.open.add(fitting[at].at);
      draw();
      find("row-" + number).scrollIntoView();
    }
  };
  window.addEventListener("hashchange", follow);

  find("controls").hidden = false;
  speak((navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en");
  follow();
})();

"use strict";
// Words and drawing: values only ever become text, and only http(s) addresses become links.
const drawing = (about, claims) => {
  const state = { language: 0 };
  const has = (key) => Object.hasOwn(about.words, key);
  const fill = (wording, given) =>
    wording.replace(/\{(\w+)\}/g, (whole, name) => name in given ? given[name] : whole);
  const say = (key, given = {}) => fill(about.words[key][state.language], given);
  const term = (family, value) =>
    has(family + "." + value) ? say(family + "." + value) : String(value).replace(/_/g, " ");
  const chinese = () => about.languages[state.language] === "zh";
  const count = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 10 });

  const make = (tag, given = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(given)) {
      if (value === null) continue;
      if (key === "text") node.textContent = value;
      else if (key === "class") node.className = value;
      else node.setAttribute(key, value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== ""));
    return node;
  };
  const safe = (address) => /^https?:\/\/[^\s<>"\\^`{|}]+$/i.test(address);
  const link = (address, label) => safe(address)
    ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank", text: label })
    : make("span", { text: label });

  // In words
  const flowName = (codebook, flow) => has(`flows.${codebook}.${flow}`) ? say(`flows.${codebook}.${flow}`)
    : (about.flows[codebook] || {})[flow] || say("flow", { flow });
  const unitOf = (row) => row.unit === "other" ? row.unit_text || "" : term("unit", row.unit);
  const figure = (row) => {
    const range = row.value_high === undefined ? count(row.value) : count(row.value) + "–" + count(row.value_high);
    const value = has("qualifier." + row.qualifier) ? say("qualifier." + row.qualifier, { value: range }) : range;
    const unit = unitOf(row), per = row.per ? term("per", row.per) : "";
    return chinese() ? per + value + unit : [value, unit, per].filter(Boolean).join(" ");
  };
  const termName = (row) => (about.terms[row.codebook] || {})[row.term] || row.term;
  const object = (row) => row.object_caption || row.literal || "–";
  // Chinese puts the object inside the predicate's words.
  const tied = (row) => {
    if (row.literal && has("tied." + row.predicate)) return say("tied." + row.predicate, { literal: row.literal });
    const words = term("link", row.predicate);
    return words.includes("……") ? words.replace("……", object(row)) : words + " " + object(row);
  };
  const doubted = (row) => row.stance === "stated" ? "" : ` (${term("stance", row.stance)})`;
  const LABELS = {
    // Terms have English names only.
    annotations: (row, claim) => [flat(claim.quotes[0]), chinese() ? term("category", row.category) : termName(row)],
    figures: (row) => [figure(row), row.what || ""],
    entities: (row) => [row.caption, term("entity", row.kind)],
    relations: (row) => [row.subject_caption || "–", tied(row) + doubted(row)],
    indicators: (row) => [term("indicator", row.indicator), (row.entity_caption || "") + doubted(row)],
    references: (row) => [say("note_number", { marker: row.marker }), row.note || (row.urls && row.urls[0].url) || ""],
  };
  const flat = (text) => text.replace(/\s+/g, " ");
  const label = (claim) => LABELS[claim.kind](claim.row, claim);

  // Fields of a card: name and value, in the order of reading
  const FIELDS = {
    annotations: (row) => [
      ["flows", row.flows ? row.flows.map((flow) => `${flow} · ${flowName(row.codebook, flow)}`).join("; ") : say("flow_none")],
      ["category", term("category", row.category)],
      ["sense", row.sense && term("sense", row.sense)], ["codebook", row.codebook],
    ],
    figures: (row) => [
      ["what", row.what], ["kind", term("figure_kind", row.kind)],
      ["place", row.place && row.place + (row.place_from ? ` (${term("place_from", row.place_from)})` : "")],
      ["date", row.date], ["actor", row.actor],
      ["over", row.over && `${count(row.over.value)} ${term("unit", row.over.unit)}`],
      ["condition", row.condition], ["combines", row.combines],
      ["cumulative", row.cumulative === undefined ? null : say(row.cumulative ? "yes" : "no")],
    ],
    entities: (row) => [
      ["kind", term("entity", row.kind)], ["alias", row.alias && row.alias.join("; ")],
      ["position", row.position && row.position.join("; ")], ["region", row.region && row.region.join(", ")],
    ],
    relations: (row) => [
      ["stance", term("stance", row.stance)], ["flow", row.flow], ["date", row.date],
    ],
    indicators: (row) => [
      ["entity", row.entity_caption], ["framework", term("framework", row.framework)],
      ["strength", term("strength", row.strength)], ["asserted_by", term("asserted_by", row.asserted_by)],
      ["stance", term("stance", row.stance)],
    ],
    references: () => [],
  };
  const fields = (claim) => {
    const told = FIELDS[claim.kind](claim.row).filter(([, value]) => value || value === 0);
    return told.length ? make("dl", { class: "fields" }, told.map(([name, value]) =>
      make("div", {}, make("dt", { text: say("field." + name) }), make("dd", { text: String(value) })))) : null;
  };

  const addresses = (row) => row.urls ? [
    make("h4", { text: say("note_addresses") }),
    make("ul", { class: "urls" }, row.urls.map((each) => make("li", {},
      make("span", { class: "soft", text: `${each.group} · ${term("url", each.kind)} ` }), link(each.url, each.url)))),
  ] : [];
  // A marker may stand for several notes (numbers begin anew): the nearest mark is meant.
  const noted = (marker, at) => claims
    .filter((each) => each.kind === "references" && each.row.marker === marker)
    .map((each) => [Math.min(...(each.anchors || [[Infinity]]).map(([start]) => Math.abs(start - at))), each])
    .sort((a, b) => a[0] - b[0]).map(([, each]) => each)[0];
  const notes = (markers, heading, claim) => markers ? [
    make("h4", { text: heading }),
    make("ul", { class: "notes" }, markers.map((marker) => {
      const note = noted(marker, claim.spans[0][0]);
      const told = note ? note.row.note || (note.row.urls && note.row.urls[0].url) || "" : "";
      return make("li", {}, make("a", { href: note ? "#note-" + note.at : "#text", text: marker }), " ", told);
    })),
  ] : [];

  // A card: what is claimed, the words that it rests on, and where they stand
  const card = (claim, passage, actions) => {
    const [title, more] = label(claim);
    const [start, end] = claim.spans[passage];
    const row = claim.row;
    const places = claim.spans.length > 1 ? make("span", { class: "places" },
      actions.button("←", "card_previous", () => actions.turn(claim, passage, -1)),
      make("span", { text: say("card_places", { at: passage + 1, total: claim.spans.length }) }),
      actions.button("→", "card_next", () => actions.turn(claim, passage, 1))) : null;
    const used = about.checks.filter(([, figures]) => figures.includes(claim.at));
    return make("article", { class: "card " + claim.style },
      make("header", {}, make("span", { class: "kind", text: say("one." + claim.kind) + (row.stance ? doubted(row) : "") }),
        actions.button("×", "card_close", actions.close)),
      make("h3", { text: title }),
      more ? make("p", { class: "more", text: more }) : null,
      make("blockquote", { lang: document.getElementById("text").lang, text: flat(claim.quotes[passage]) }),
      fields(claim),
      row.why ? make("p", { class: "why" }, make("b", { text: say("card_why") + ": " }), row.why) : null,
      addresses(row),
      notes(row.references, say("card_notes"), claim),
      notes(row.references_inherited, say("card_notes_inherited"), claim),
      used.length ? [make("h4", { text: say("card_checks") }), make("p", {}, used.map(([number]) =>
        make("a", { href: "#check-" + number, text: number + " " })))] : null,
      make("footer", {}, make("span", { text: say("characters", { start, end }) }),
        make("code", { text: about.capture.slice(0, 12), title: about.capture }), places,
        actions.button(say("card_copy"), "card_copy", (event) => actions.copy(event.currentTarget, claim, passage))));
  };

  return { state, say, term, count, make, label, card, flowName, figure, flat };
};

// Finding: words in the text, and where selected words stand.
const finding = (article, { find, say, count, put }) => {
  // Search in the text
  const fold = (text) => {
    let folded = "";
    for (const char of text) {
      const plain = /\s/.test(char) ? " " : char.normalize("NFKC").toLowerCase();
      folded += plain.length === char.length ? plain : char;
    }
    return folded;
  };
  let folded = null, hits = [], hit = -1;
  const range = ([block, start, end]) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), found = document.createRange();
    let done = 0, begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const size = node.data.length;
      if (!begun && start < done + size) { found.setStart(node, start - done); begun = true; }
      if (begun && end <= done + size) { found.setEnd(node, end - done); break; }
      done += size;
    }
    return found;
  };
  const paint = () => {
    if (!window.Highlight || !CSS.highlights) {
      if (hit >= 0) { getSelection().removeAllRanges(); getSelection().addRange(range(hits[hit])); }
      return;
    }
    CSS.highlights.set("hit", new Highlight(...hits.slice(0, 5000).map(range)));
    CSS.highlights.set("hit-now", hit < 0 ? new Highlight() : new Highlight(range(hits[hit])));
  };
  const tellHits = () => {
    const query = find("query").value.trim();
    find("hits").textContent = !query ? "" : hits.length
      ? say("search_at", { at: count(hit + 1), total: count(hits.length) }) : say("search_none");
    find("previous").disabled = find("next").disabled = !hits.length;
  };
  const seek = (by) => {
    if (!hits.length) return;
    hit = (hit + by + hits.length) % hits.length;
    hits[hit][0].scrollIntoView({ block: "nearest" });
    const box = range(hits[hit]).getBoundingClientRect();
    scrollBy({ top: box.top - innerHeight / 2 });
    paint();
    tellHits();
  };
  const search = () => {
    const query = fold(find("query").value.trim());
    folded ??= [...article.children].map((block) => [block, fold(block.textContent)]);
    hits = [];
    hit = -1;
    if (query) for (const [block, text] of folded)
      for (let start = text.indexOf(query); start >= 0; start = text.indexOf(query, start + query.length))
        hits.push([block, start, start + query.length]);
    paint();
    if (hits.length) seek(1); else tellHits();
  };

  // Selected words: where they stand in the raw text, counted in code points
  const size = (text) => [...text].length;
  const raw = (node, offset, end) => {
    const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".b");
    if (!block || !article.contains(block)) return null;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, offset);
    const at = size(before.toString()) - (end ? 1 : 0);
    const starts = [[0, Number(block.dataset.at)], ...(block.dataset.l || "").split(" ").filter(Boolean).map((each) => each.split(":").map(Number))];
    const [printed, first] = starts.filter(([begin]) => begin <= at).pop() || starts[0];
    return first + at - printed + (end ? 1 : 0);
  };
  const tellSelected = () => {
    const chosen = getSelection(), box = find("selected");
    const words = chosen.rangeCount && String(chosen).trim();
    const from = words ? chosen.getRangeAt(0) : null;
    const start = from && raw(from.startContainer, from.startOffset, false);
    const end = from && raw(from.endContainer, from.endOffset, true);
    box.hidden = start === null || end === null || end <= start;
    if (box.hidden) return;
    box.firstElementChild.textContent = say("selected", { start, end });
    box.lastElementChild.textContent = say("card_copy");
    box.lastElementChild.onclick = (event) => put(event.currentTarget, words, start, end);
  };

  return { search, seek, tellHits, tellSelected };
};

// The "?" beside a label: shows the term's entry in place. Without this script it is a link to the glossary.
let shown = null;
const close = (back) => {
  if (!shown) return;
  shown.mark.removeAttribute("aria-expanded");
  shown.box.remove();
  if (back) shown.mark.focus();
  shown = null;
};
const part = (name, css, text) => {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.textContent = text;
  return made;
};
const open = (mark) => {
  close(false);
  const said = mark.dataset;
  const box = part("div", "termbox", "");
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", said.term);
  box.tabIndex = -1;
  box.append(part("b", "", said.term), part("p", "", said.what), part("p", "why", said.why), part("p", "why", said.example));
  const more = part("a", "", said.more);
  more.href = mark.getAttribute("href");
  box.append(more);
  document.body.append(box);
  const at = mark.getBoundingClientRect();
  const width = box.offsetWidth;
  const left = Math.min(Math.max(8, at.left - 20), document.documentElement.clientWidth - width - 8);
  const below = at.bottom + box.offsetHeight + 12 < innerHeight || at.top < box.offsetHeight + 12;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY}px`;
  mark.setAttribute("aria-expanded", "true");
  shown = { mark, box };
  box.focus({ preventScroll: true });
};
addEventListener("click", (event) => {
  const mark = event.target.closest?.("a.help[data-term]");
  if (mark && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    if (shown?.mark === mark) close(true);
    else open(mark);
  } else if (shown && !shown.box.contains(event.target)) close(false);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) close(true);
});
addEventListener("focusin", (event) => {
  if (shown && !shown.box.contains(event.target) && event.target !== shown.mark) close(false);
});

// Lines of goods on a paper: add one from the template, take one away.
document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-line]");
  if (add) {
    const list = add.closest(".paper-lines");
    const number = Number(list.dataset.next);
    list.dataset.next = number + 1;
    const text = list.querySelector("template").innerHTML.replaceAll("__n__", number).replaceAll("__shown__", number + 1);
    add.insertAdjacentHTML("beforebegin", text);
    const line = add.previousElementSibling;
    window.htmx?.process(line);
    line.querySelector("input, textarea, select")?.focus();
    return;
  }
  const remove = event.target.closest("[data-remove-line]");
  if (remove) {
    const form = remove.closest("form");
    remove.closest(".paper-line").remove();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
// Another commodity code asks for other declaration elements.
document.addEventListener("change", (event) => {
  const code = event.target.closest("[data-elements]");
  if (!code) return;
  const address = `${code.dataset.elements}&code=${encodeURIComponent(event.target.value)}`;
  window.htmx?.ajax("GET", address, { target: code.dataset.target, swap: "innerHTML" });
});

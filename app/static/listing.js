// The listing's form: rich text with a few buttons, and pictures that can be dragged. Without it all works by hand.
const KEPT = new Set(["P", "BR", "STRONG", "EM", "B", "I", "U", "H3", "H4", "UL", "OL", "LI", "BLOCKQUOTE", "A"]);

// Only the tags that the server keeps too; everything else is shown as its words.
const tidied = (html) => {
  const holder = new DOMParser().parseFromString(html, "text/html").body;
  for (const node of [...holder.querySelectorAll("*")]) {
    if (["SCRIPT", "STYLE"].includes(node.tagName)) node.remove();
    else if (!KEPT.has(node.tagName)) node.replaceWith(...node.childNodes);
    else for (const { name } of [...node.attributes]) if (name !== "href" || !node.getAttribute("href").startsWith("https:")) node.removeAttribute(name);
  }
  return [...holder.childNodes];
};

const dressRich = (area) => {
  const field = document.createElement("div");
  field.className = "form-control rich";
  field.contentEditable = "true";
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-multiline", "true");
  field.setAttribute("aria-labelledby", "rich-label");
  const label = document.querySelector(`label[for="${area.id}"]`);
  if (label) label.id = "rich-label";
  field.append(...tidied(area.value));
  const keep = () => { area.value = field.innerHTML; };
  field.addEventListener("input", keep);
  field.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  const tools = document.createElement("div");
  tools.className = "rich-tools";
  for (const [name, command, value] of [["bold", "bold"], ["italic", "italic"], ["heading", "formatBlock", "h3"], ["list", "insertUnorderedList"], ["plain", "formatBlock", "p"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = area.dataset[name];
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => { field.focus(); document.execCommand(command, false, value); keep(); });
    tools.append(button);
  }
  document.execCommand("defaultParagraphSeparator", false, "p");
  area.hidden = true;
  area.before(tools, field);
};

addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("textarea[data-rich]").forEach(dressRich);
  for (const list of document.querySelectorAll("[data-sortable]")) {
    if (!window.Sortable) continue;
    window.Sortable.create(list, { handle: "img", animation: 150, onEnd: () => {
      let place = 0;
      for (const input of list.querySelectorAll("input[inputmode=numeric]")) if (input.value.trim()) input.value = ++place;
    } });
  }
});

// Says where a letter's words came from: typed here, or pasted. Evidence names it; nothing is refused for it.
addEventListener("DOMContentLoaded", () => {
  const origin = document.querySelector("input[name=origin]");
  const body = document.querySelector("textarea[data-origin]");
  if (origin && body) body.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.getData("text") || "";
    if (pasted.length > 80) origin.value = "pasted";
  });
  const letters = document.querySelector(".msgs");
  if (letters) letters.scrollTop = letters.scrollHeight;
});

// The market's pages: forms of one choice send themselves, small pictures move the gallery, filters fold on phones.
addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-submit]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
  for (const link of document.querySelectorAll(".gallery-thumbs a")) {
    link.addEventListener("click", (event) => {
      const picture = document.querySelector(link.getAttribute("href"));
      if (!picture) return;
      event.preventDefault();
      picture.parentElement.scrollTo({ left: picture.offsetLeft - picture.parentElement.offsetLeft, behavior: "smooth" });
    });
  }
  const facets = document.querySelector("[data-facets]");
  if (facets && matchMedia("(max-width: 900px)").matches) facets.open = false;
});

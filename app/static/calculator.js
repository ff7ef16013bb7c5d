// The sliders of "what if": each moves the figure beside it; htmx reckons when a figure changes.
addEventListener("DOMContentLoaded", () => {
  for (const slider of document.querySelectorAll("input[data-moves]")) {
    const field = document.getElementById(slider.dataset.moves);
    if (!field) continue;
    const follow = () => {
      if (field.value) slider.value = field.value;
    };
    slider.hidden = false;
    follow();
    field.addEventListener("input", follow);
    slider.addEventListener("input", (event) => {
      event.stopPropagation();
      field.value = slider.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
});

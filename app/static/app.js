// What pages need beyond htmx: popovers behind each "?", and Ctrl+Enter to send a letter.
addEventListener("DOMContentLoaded", () => {
  const bootstrap = window.tabler?.bootstrap || window.bootstrap;
  const dress = (root) => {
    for (const button of root.querySelectorAll("[data-bs-toggle=popover]")) {
      if (bootstrap?.Popover) bootstrap.Popover.getOrCreateInstance(button);
    }
  };
  dress(document);
  document.body.addEventListener("htmx:load", (event) => dress(event.detail.elt));
  // htmx sends the page's form token with what it posts outside of a form.
  document.body.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("input[name=form_token]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-Form-Token"] = token.value;
  });
});
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
});

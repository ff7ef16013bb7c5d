// A pack goes up with a bar that moves; without this file the same form goes up without one.
addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("upload");
  const bar = form?.querySelector("[data-upload-bar]");
  if (!bar) return;
  const progress = bar.querySelector("progress");
  const said = bar.querySelector("[data-upload-said]");
  const wrong = form.querySelector("[data-upload-wrong]");
  const button = form.querySelector("button");
  const file = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");

  const stop = (message) => {
    bar.hidden = true;
    button.disabled = false;
    wrong.textContent = message;
    wrong.style.display = "block";
    file.focus();
  };
  const freshKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    form.elements.form_key.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const reading = () => {
    progress.removeAttribute("value");
    said.textContent = said.dataset.reading;
  };

  form.addEventListener("submit", (event) => {
    if (!file.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (step) => {
      if (!step.lengthComputable) return;
      progress.value = (100 * step.loaded) / step.total;
      said.textContent = `${said.dataset.sending} ${Math.round(progress.value)} %`;
    };
    request.upload.onload = reading;
    request.onerror = () => stop(said.dataset.failed);
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* not ours: said below */ }
      if (request.status < 300 && answer.see) location.assign(answer.see);
      else {
        freshKey(); // answered: the next pack is another asking; a torn connection keeps its key
        stop(answer.detail || said.dataset.failed);
      }
    };
    wrong.style.display = "none";
    progress.value = 0;
    said.textContent = said.dataset.sending;
    bar.hidden = false;
    const body = new FormData(form);
    button.disabled = true;
    request.send(body);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
    });
  }
});
